// Patterns of schemas as regular expressions of JavaScript.

/**
 * With the flag `u`, as JSON Schema recommends, or without it, since many documents escape what needs no escape there (`\-`).
 * Undefined for what JavaScript does not understand, as in other dialects.
 */
export function expressionOf(pattern: string): RegExp | undefined {
  const spelt = pattern.replace(/(\\[dswDSW])-(?!\])/g, '$1\\-'); // in [\w-.] the hyphen is one
  return compiled(pattern, 'u') ?? compiled(spelt, 'u') ?? compiled(pattern, '');
}

function compiled(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}
