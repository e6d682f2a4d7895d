/** @module The door of the accounts. */
export { type AccountOptions, createAccounts, PASSWORD_LENGTH } from './create-accounts.ts';
export { type OidcProvider, readOidcProviders } from './oidc.ts';
