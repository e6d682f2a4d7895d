/** @module The door of operators. */
export { addOperator, listOperators, removeOperator } from './name-operators.ts';
export { operatorRoutes } from './routes.ts';
