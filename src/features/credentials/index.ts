/** @module The door of attestations that are kept. */
export { bundleReports } from './bundle-reports.ts';
export { type BundleParts, makeBundle } from './make-bundle.ts';
export { type AttestedPlace, findAttestedPlace, type PublicAttestation, readPublicAttestation } from './read-public.ts';
export { credentialRoutes } from './routes.ts';
export { findAttestation } from './store.ts';
