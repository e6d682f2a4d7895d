/** @module Names of our tables and columns, for the library that keeps accounts (migration 0010). */

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const columns = <const T extends readonly string[]>(...names: T): Record<T[number], string> =>
  Object.fromEntries(names.map((name) => [name, snake(name)])) as Record<T[number], string>;

const stamps = ['createdAt', 'updatedAt'] as const;

export const USER = { modelName: 'auth_user', fields: columns('emailVerified', ...stamps) };

export const SESSION = {
  modelName: 'auth_session',
  fields: columns('userId', 'expiresAt', 'ipAddress', 'userAgent', ...stamps),
};

export const ACCOUNT = {
  modelName: 'auth_account',
  fields: columns(
    'userId',
    'accountId',
    'providerId',
    'accessToken',
    'refreshToken',
    'idToken',
    'accessTokenExpiresAt',
    'refreshTokenExpiresAt',
    ...stamps,
  ),
};

export const VERIFICATION = { modelName: 'auth_verification', fields: columns('expiresAt', ...stamps) };

export const TWO_FACTOR = {
  user: { fields: columns('twoFactorEnabled') },
  twoFactor: {
    modelName: 'auth_two_factor',
    fields: columns('userId', 'backupCodes', 'failedVerificationCount', 'lockedUntil'),
  },
};

/** How ids of each kind of row begin. */
export const ID_PREFIX: Record<string, string> = {
  user: 'usr',
  session: 'ses',
  account: 'acc',
  verification: 'ver',
  twoFactor: 'tfa',
};
