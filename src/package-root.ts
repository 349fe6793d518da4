// Where the files of the package are. What is built of the sources lies one folder below its root, as this file does.

/** A file of the package, by its path from the package's root. */
export const packageFile = (path: string): URL => new URL(`../${path}`, import.meta.url);
