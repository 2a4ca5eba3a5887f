// A locale's texts, compiled by vite.config.ts.

declare module 'virtual:texts/*' {
  const texts: Readonly<
    Record<
      import('../locales/locales.js').IslandKey,
      (values?: Readonly<Record<string, string | number>>) => string
    >
  >;
  export default texts;
}

// The same of what is said to those who come back.
declare module 'virtual:mine-texts/*' {
  export { default } from 'virtual:texts/en';
}

// The same of what is said to organizers.
declare module 'virtual:organize-texts/*' {
  export { default } from 'virtual:texts/en';
}

// The same of what is said to organizers whose letter is open.
declare module 'virtual:release-texts/*' {
  export { default } from 'virtual:texts/en';
}

// The same of what comes after a release.
declare module 'virtual:after-texts/*' {
  export { default } from 'virtual:texts/en';
}

// The same of what verifiers say.
declare module 'virtual:verify-texts/*' {
  const texts: Readonly<
    Record<
      import('../locales/locales.js').VerifyKey,
      (values?: Readonly<Record<string, string | number>>) => string
    >
  >;
  export default texts;
}

// A worker's script, with all that it imports in it: its address.
declare module '*?worker&url' {
  const url: string;
  export default url;
}
