/** @module The door of operators. */
export { addOperator, listOperators, type Named, removeOperator } from './name-operators.ts';
export { operatorRoutes } from './routes.ts';
