// The rules of the house that no published plugin knows: each forbids a few names or forms and says what to use instead.
// Which files are excepted stands in eslint.config.js; test/architecture.spec.ts proves every rule on a snippet that breaks it.

const RELATIONS = [
  ...['OneToOne', 'OneToMany', 'ManyToOne', 'ManyToMany', 'JoinColumn', 'JoinTable', 'RelationId'],
  ...['Tree', 'TreeParent', 'TreeChildren', 'TreeLevelColumn'],
];

const SERIALS = ['PrimaryGeneratedColumn', 'Generated', 'VersionColumn'];
const TIMESTAMPS = ['CreateDateColumn', 'UpdateDateColumn', 'DeleteDateColumn'];

const RANDOM = [
  ...['randomBytes', 'randomInt', 'randomUUID', 'randomFill', 'randomFillSync', 'pseudoRandomBytes'],
  ...['getRandomValues', 'webcrypto', 'generateKey', 'generateKeySync'],
];

export default {
  meta: { name: 'house' },
  rules: {
    'named-imports': rule('Import by name from {{ module }}: other rules look at the names.', (report) => ({
      'ImportDeclaration[importKind!="type"][source.value=/^(node:)?(crypto|fs|fs\\u002Fpromises)$/]': (
        node,
      ) => {
        const whole = node.specifiers.find(({ type }) => type !== 'ImportSpecifier');
        if (whole || node.specifiers.length === 0) report(node, { module: node.source.value });
      },
      'ImportExpression[source.value=/^(node:)?(crypto|fs|fs\\u002Fpromises)$/]': (node) => {
        report(node, { module: node.source.value });
      },
    })),

    'no-barrel': rule('No barrel: import from the file that holds the thing.', (report, file) => ({
      Program(node) {
        if (/(?:^|\/)index\.tsx?$/.test(file)) report(node);
      },
      ExportAllDeclaration: report,
    })),

    'no-forward-ref': forbidImports(
      '@nestjs/common',
      ['forwardRef'],
      'No cycle: move what both need to where neither knows the other.',
    ),

    'no-relation': forbidImports(
      'typeorm',
      RELATIONS,
      'No relation: hold the id. A relation ties tables that must not know each other.',
    ),

    'no-trace-in-rows': rule(
      'No serial id and no time finer than the epoch in any table: both tell the order of the rows.',
      (report) => ({
        ...onImport('typeorm', [...SERIALS, ...TIMESTAMPS], report),
        'TemplateElement[value.raw=/\\b(small|big)?serial\\b|\\bgenerated\\s+(always|by\\s+default)\\s+as\\s+identity\\b/i]':
          report,
        'Literal[value=/\\b(small|big)?serial\\b|\\bgenerated\\s+(always|by\\s+default)\\s+as\\s+identity\\b/i]':
          report,
      }),
    ),

    'private-rsa-key': rule(
      'Only issuer/issuance touches private RSA keys: it checks every operation (RFC 9474).',
      (report) => ({
        ...onImport(/^(?:node:)?crypto$/, ['privateDecrypt', 'privateEncrypt'], report),
        'CallExpression[callee.name=/^generateKeyPair(Sync)?$/]': (node) => {
          const kind = node.arguments[0]?.value;
          if (typeof kind !== 'string' || kind.startsWith('rsa')) report(node);
        },
      }),
    ),

    'private-key-import': rule(
      'Keys of letters are used through the primitives, RSA keys in issuer/issuance.',
      (report) => onImport(/^(?:node:)?crypto$/, ['createPrivateKey'], report),
    ),

    'one-way-to-a-verdict': rule(
      'A signature has one verdict: ask protocol/signatures.ts, which refuses what platforms differ about.',
      (report) => ({
        'MemberExpression[property.name=/^(ed25519Verify|rsaPssVerifier)$/]': report,
        'MemberExpression[property.value=/^(ed25519Verify|rsaPssVerifier)$/]': report,
        'ObjectPattern > Property[key.name=/^(ed25519Verify|rsaPssVerifier)$/]': report,
      }),
    ),

    'frozen-verdict': rule(
      'This changes with the engine or its Unicode: use protocol/characters, protocol/hosts, or toSeconds.',
      (report, file) => {
        if (!file.includes('src/protocol/')) return {};
        return {
          'MemberExpression[property.name=/^(trim|trimStart|trimEnd|normalize|localeCompare|to(Locale)?(Lower|Upper)Case|toLocaleString)$/]':
            report,
          'Identifier[name=/^(URL|Intl)$/]': report,
          'MemberExpression[object.name="Date"][property.name="parse"]': report,
          'Literal[regex.pattern=/\\\\[sS]|\\\\[pP]\\{/]': report,
          'Literal[regex.flags=/i/]': report,
        };
      },
    ),

    'given-time': rule('Time is given: ask the injected Clock.', (report) => ({
      'NewExpression[callee.name="Date"][arguments.length=0]': report,
      'CallExpression[callee.name="Date"]': report,
      'MemberExpression[object.name="Date"][property.name="now"]': report,
    })),

    'given-randomness': rule('Randomness is given: ask the injected RandomSource.', (report) => ({
      ...onImport(/^(?:node:)?crypto$/, RANDOM, report),
      'MemberExpression[object.name="Math"][property.name="random"]': report,
      'MemberExpression[property.name=/^(getRandomValues|randomUUID)$/]': report,
    })),

    'no-files': rule(
      'Files are touched in a few places only: keys in common/file-key-vault, the database in common/database.',
      (report) => onImport(/^(?:node:)?fs(?:\/promises)?$/, undefined, report),
    ),

    'no-environment': rule('The environment is read once, in common/config: take Config.', (report) => ({
      'MemberExpression[object.name="process"][property.name="env"]': report,
      'ImportSpecifier[imported.name="env"]': (node) => {
        if (/^(?:node:)?process$/.test(node.parent.source.value)) report(node);
      },
    })),

    'only-tally-counts': rule(
      'Only origin/tally counts signatures, so that one function decides what may be disclosed.',
      (report) => ({
        'CallExpression[callee.property.name=/^(readAll|count|countBy|findAndCount|findAndCountBy|getCount)$/]':
          report,
        'TemplateElement[value.raw=/\\bcount\\s*\\(/i]': report,
        'Literal[value=/\\bcount\\s*\\(/i]': report,
      }),
    ),

    'five-dependencies': rule('More than five dependencies: this class does two things.', (report) => ({
      'ClassDeclaration[decorators.length>0] MethodDefinition[kind="constructor"]': (node) => {
        if (node.value.params.length > 5) report(node);
      },
    })),

    'no-only': rule('A focused test silences the others.', (report) => ({
      'MemberExpression[object.name=/^(describe|it|test)$/][property.name="only"]': report,
      'CallExpression[callee.name=/^(fit|fdescribe)$/]': report,
    })),
  },
};

function forbidImports(module, names, message) {
  return rule(message, (report) => onImport(module, names, report));
}

/** Reports each of `names` (any name, if undefined) that is imported or passed on from `module`; types alone do no harm. */
function onImport(module, names, report) {
  const is = (source) => (typeof module === 'string' ? source === module : module.test(source));
  const check = (node) => {
    const kinds = [node.importKind, node.exportKind];
    if (!node.source || !is(node.source.value) || kinds.includes('type')) return;
    for (const specifier of node.specifiers ?? []) {
      if (specifier.importKind === 'type') continue;
      if (!names || names.includes((specifier.imported ?? specifier.local).name)) report(specifier);
    }
  };
  return { ImportDeclaration: check, ExportNamedDeclaration: check };
}

function rule(message, listeners) {
  return {
    meta: { type: 'problem', schema: [], messages: { broken: message } },
    create(context) {
      const file = context.filename.replaceAll('\\', '/');
      return listeners((node, data = {}) => {
        context.report({ node, messageId: 'broken', data: data.type ? {} : data });
      }, file);
    },
  };
}
