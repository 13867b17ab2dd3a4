import tseslint from 'typescript-eslint';

/** The house, from the ground up. A folder imports from floors below its own, never from above, never from a neighbour. */
const floors = [
  ['attendance'],
  ['stream', 'formats', 'snapshots', 'webhooks'],
  ['book'],
  ['shell'],
  ['stream-apps'],
  ['calls', 'panel', 'queries', 'documents', 'code', 'keeping'],
];
const withoutVscode = new Set(['attendance', 'stream', 'formats', 'snapshots', 'webhooks', 'book']);

const houseRules = floors.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const above = floors
      .slice(floor)
      .flat()
      .filter((other) => other !== room);
    // The sample server is a second opinion: only the room that opens apps may start it.
    const barred = room === 'stream-apps' ? above : [...above, 'sample'];
    return {
      files: [`src/${room}/**/*.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            paths: withoutVscode.has(room) ? [{ name: 'vscode', message: 'Floors 1–3 know no vscode.' }] : [],
            patterns: [
              {
                group: barred.flatMap((other) => [`**/${other}`, `**/${other}/**`]),
                message: `${room}/ imports only from the floors below it.`,
              },
              ...(room === 'stream'
                ? []
                : [{ group: ['@stream-io/*'], message: 'One door to Stream: src/stream.' }]),
            ],
          },
        ],
      },
    };
  }),
);

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '.vscode-test/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression[typeAnnotation.type="TSAnyKeyword"]',
          message: 'Validate instead of `as any`.',
        },
        {
          selector:
            'CallExpression[callee.property.name=/^show(Information|Warning|Error)Message$/] > Literal.arguments:first-child',
          message: 'Words go through l10n.',
        },
      ],
      eqeqeq: 'error',
    },
  },
  ...houseRules,
  {
    files: ['src/calls/model/**/*.ts', 'src/panel/model/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'The models of tree and panel know no vscode.' }] },
      ],
    },
  },
  {
    files: ['src/panel/webview/**/*.ts', 'src/queries/person/webview/**/*.ts', 'src/shell/webview/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'vscode', message: 'The page runs in a browser.' }],
          patterns: [
            {
              // A page shares the protocol with its host, what pages have in common, and the two pure floors.
              regex: '^(\\.\\./)+(?!\\.\\./|protocol(?:/[\\w-]+)?$|attendance/|formats/|shell/webview/)',
              message: 'A page imports its protocol, shell/webview/, attendance/ and formats/ alone.',
            },
            { group: ['node:*'], message: 'The page runs in a browser.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/sample/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: ['vscode'], patterns: [{ group: ['../*'], message: 'sample/ imports nothing of ours.' }] },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Chai-less assertions and mocha callbacks trip these without any gain.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
);
