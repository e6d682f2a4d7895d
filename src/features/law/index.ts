export { citationsOf } from './cite-bases.ts';
export { listChanges } from './list-changes.ts';
export { lawPages } from './pages.tsx';
export { lawRoutes } from './routes.ts';
export { overTimeRoutes } from './routes-over-time.ts';
export { referenceRoutes } from './routes-reference.ts';
