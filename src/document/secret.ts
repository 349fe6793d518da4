// What is a secret, and what is shown in its place.

/** The mask that replaces secrets; some backends show the same, and clients send it back. */
export const mask = '********';

/** Whether a field, header or parameter of this name may hold a secret, also one that no document describes. */
export const isSecretName = (name: string): boolean =>
  /passw|secret|token(?!_?type)|authoriz|^x-auth|api-?key/i.test(name);
