// What an error of the operating system or of the database says for machines.

/** The `code` of an error (`ENOENT`, an SQLSTATE), if it has one. Errors of another realm count, too. */
export function errorCode(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}
