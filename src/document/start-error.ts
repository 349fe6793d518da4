/**
 * Something that the program was given cannot be used: a document, a seed, a users file, a folder, an option.
 * The message says what was received, what was expected and what to do; the command prints it as its one line and exits with 2.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}
