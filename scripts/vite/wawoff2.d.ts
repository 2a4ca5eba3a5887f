declare module 'wawoff2' {
  /** A font's tables as TrueType, of WOFF2. */
  export function decompress(woff2: Uint8Array): Promise<Uint8Array>;
}
