// The map of the house and who in it may know whom, for eslint-plugin-boundaries. The numbers are the architecture's.
// A source file in no part of the map fails `boundaries/no-unknown-files`; an import not allowed here, `boundaries/dependencies`.

/** What islands draw with, and the texts that Vite compiles for them. */
const ISLAND_PACKAGES = ['preact', 'uqr', 'virtual:*', 'virtual:*/*'];

/** The folders of each role, and which others of the same role each may know. */
const ROLES = {
  issuer: {
    letters: [],
    opening: ['letters', 'attestation', 'issuance'],
    attestation: ['letters'],
    issuance: ['letters', 'attestation'],
    methods: ['letters', 'attestation', 'issuance'],
  },
  origin: {
    organizers: [],
    log: [],
    letters: ['organizers'],
    signatures: ['letters'],
    tally: ['letters', 'signatures'],
    editions: ['letters', 'signatures', 'tally', 'organizers', 'log'],
    after: ['letters', 'editions', 'organizers'],
  },
};

const PARTS = [
  ...[
    'protocol',
    'client',
    'common',
    'commands',
    'web/pages',
    'web/islands',
    'web/letter',
    'web/locales',
  ].map((part) => [part, `src/${part}`]),
  ['bench', 'bench'],
  ...Object.entries(ROLES).flatMap(([role, folders]) => [
    [`migrations/${role}`, `migrations/${role}`],
    ...Object.keys(folders).map((folder) => [`${role}/${folder}`, `src/${role}/${folder}`]),
  ]),
];

/** Files that are told apart within a part, or stand in none. */
const FILES = [
  [
    'app',
    'src/{main,start,serve,http,openapi,api-description,problem-codes,app.module,health.controller}.ts',
  ],
  ['composition-root', 'src/app.module.ts'],
  ['cli', 'src/cli.ts'],
  ['command', 'src/commands/**/*.ts'],
  ['server-command', 'src/commands/{serve,demo,backup,letter}{.ts,-*.ts,/**/*.ts}'],
  ['operator-command', 'src/commands/letter{.ts,-*.ts}'],
  ...[...Object.keys(ROLES), 'web'].map((name) => [name, `src/${name}/*.ts`]),
  ['entity', 'src/**/*.entity.ts'],
  // What a folder shows to the others of its role.
  ...Object.entries(ROLES).map(([role, folders]) => [
    'shown',
    `src/${role}/{${Object.keys(folders).join()}}/**/*.{module,service,guard}.ts`,
  ]),
];

export const settings = {
  'import/resolver': { typescript: true },
  'boundaries/root-path': process.cwd(),
  'boundaries/legacy-templates': false,
  'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export'],
  'boundaries/elements': PARTS.map(([type, pattern]) => ({ type, pattern, partialMatch: false })),
  'boundaries/files': FILES.map(([category, pattern]) => ({ category, pattern })),
};

export const rules = {
  'boundaries/no-unknown-files': 'error',
  'boundaries/dependencies': [
    'error',
    {
      default: 'disallow',
      checkAllOrigins: true,
      checkUnknownLocals: true,
      checkInternals: true,
      message:
        '{{ from.file.path }} may not know {{ dependency.source }}: see "Who may know whom" in lint/boundaries.js.',
      policies: policies(),
    },
  ],
};

/** Nothing is allowed but what stands here. Of several policies that match, the last one decides. */
function policies() {
  return [
    { allow: { to: packages() } },
    ...PARTS.flatMap(([part]) => allow(parts(part), parts(part))),

    // 1. The protocol is pure, the client speaks it; commands know the server only if they run it.
    ...allow(parts('client', 'common', 'commands'), parts('protocol')),
    ...allow(parts('commands'), parts('client', 'web/locales')),
    ...allow(parts('bench'), parts('common', 'protocol', 'commands'), files('app')),
    ...allow(files('server-command'), files('app'), parts('common')),
    ...allow(files('operator-command'), shown('origin/letters')),
    {
      from: { element: { type: 'commands' }, file: { categories: { noneOf: ['server-command'] } } },
      disallow: { to: files('server-command') },
    },
    ...allow(files('cli'), parts('commands', 'common')),
    { from: parts('protocol', 'client', 'web/islands', 'web/letter'), disallow: { to: packages() } },
    { from: parts('web/islands'), allow: { to: packages(ISLAND_PACKAGES) } },
    { from: parts('web/letter'), allow: { to: packages(['preact']) } },

    // 2. The roles meet in protocol/issuer-api and in the composition root, which ties each to what it stands on.
    ...allow(files('app'), files('app'), parts('common', 'protocol')),
    ...allow(files('composition-root'), files('issuer', 'origin', 'web')),
    ...Object.entries(ROLES).flatMap(([role, folders]) => [
      ...roleOf(role, folders),
      ...allow(files('composition-root'), parts(...foldersOf(role, folders), `migrations/${role}`)),
    ]),
    { from: files('composition-root'), disallow: { to: files('entity') } },

    // 5. Pages show what the origin's services say; islands are clients. A letter's text is drawn alike by both.
    ...allow(files('web'), files('web'), parts('web/pages', 'common', 'protocol')),
    ...allow(parts('web/pages'), parts('common', 'protocol', 'web/locales')),
    ...allow(parts('web/pages'), shown(...foldersOf('origin', ROLES.origin))),
    ...allow(parts('web/islands'), parts('client', 'protocol', 'web/locales')),
    ...allow(parts('web/letter'), parts('protocol')),
    ...allow(parts('web/pages', 'web/islands'), parts('web/letter')),
  ];
}

/** 3 and 4. Within a role: its folders in their order, and across folders only what is shown. */
function roleOf(role, folders) {
  const all = foldersOf(role, folders);
  return [
    ...allow(files(role), files(role), shown(...all), parts('common', 'protocol', `migrations/${role}`)),
    ...allow(parts(...all), parts('common', 'protocol')),
    ...allow(parts(`migrations/${role}`), parts('common')),
    ...Object.entries(folders).flatMap(([folder, others]) =>
      others.flatMap((other) => allow(parts(`${role}/${folder}`), shown(`${role}/${other}`))),
    ),
  ];
}

function foldersOf(role, folders) {
  return Object.keys(folders).map((folder) => `${role}/${folder}`);
}

function allow(from, ...targets) {
  return targets.map((to) => ({ from, allow: { to } }));
}

function parts(...types) {
  return { element: { types: { anyOf: types } } };
}

function files(...categories) {
  return { file: { categories: { anyOf: categories } } };
}

function shown(...types) {
  return { ...parts(...types), ...files('shown') };
}

function packages(source) {
  return { module: source ? { origin: 'external', source } : { origin: ['external', 'core'] } };
}
