// Who needs to be logged in: `login`: everybody, by a token from /login; `any`: everybody, by any access cookie that is not
// empty; `off`: nobody. Whoever cannot be told is the first user.

export const authModes = ['login', 'any', 'off'] as const;
export type AuthMode = (typeof authModes)[number];
