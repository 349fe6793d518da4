// Who has to log in. `login`: everyone, with a token from /login. `any`: everyone, with any non-empty access
// cookie. `off`: no one. Unknown users act as the first user.

export const authModes = ['login', 'any', 'off'] as const;
export type AuthMode = (typeof authModes)[number];
