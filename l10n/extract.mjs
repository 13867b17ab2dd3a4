// Collects every sentence that the code says to people into l10n/bundle.l10n.json, which translators copy.
//   node l10n/extract.mjs           writes the bundle
//   node l10n/extract.mjs --check   ends with 1 when the bundle is not what the code says
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const bundleFile = 'l10n/bundle.l10n.json';

/** The one place that hands a variable on to `l10n.t`: it translates what the lower floors have said by `text(…)`. */
const translator = 'src/shell/create-shell.ts';

/**
 * @param {string} root the repository's folder
 * @returns {{ messages: string[], problems: string[] }} the sentences, sorted, and the calls from which none can be taken
 */
export function extract(root) {
  /** @type {Set<string>} */
  const messages = new Set();
  /** @type {string[]} */
  const problems = [];
  const files = fs
    .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') || file.endsWith('.tsx'))
    .map((file) => path.posix.join('src', file.split(path.sep).join('/')))
    .sort();
  for (const file of files) {
    const { found, refused } = extractFrom(file, fs.readFileSync(path.join(root, file), 'utf8'));
    for (const message of found) messages.add(message);
    problems.push(...refused);
  }
  return { messages: [...messages].sort(), problems };
}

/**
 * The sentences of one file.
 * @param {string} file its path from the repository's folder, with slashes
 * @param {string} source
 * @returns {{ found: string[], refused: string[] }}
 */
export function extractFrom(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  /** @type {string[]} */
  const found = [];
  /** @type {string[]} */
  const refused = [];
  const saysText = importsText(tree);

  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && (isL10n(node.expression) || (saysText && isText(node.expression)))) {
      const sentences = node.arguments[0] === undefined ? undefined : literals(node.arguments[0]);
      if (sentences !== undefined) found.push(...sentences);
      else if (file !== translator) {
        const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
        refused.push(`${file}:${line + 1}: the first argument of ${node.expression.getText()} is no literal`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { found, refused };
}

/** @param {ts.SourceFile} tree */
function importsText(tree) {
  return tree.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) &&
      ts.isStringLiteral(statement.moduleSpecifier) &&
      /(^|\/)attendance\/text$|^\.{1,2}\/text$/.test(statement.moduleSpecifier.text),
  );
}

/** @param {ts.Expression} callee */
function isText(callee) {
  return ts.isIdentifier(callee) && callee.text === 'text';
}

/** @param {ts.Expression} callee `l10n.t` or `vscode.l10n.t` */
function isL10n(callee) {
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === 't' &&
    /(^|\.)l10n$/.test(callee.expression.getText())
  );
}

/**
 * The sentences of a first argument: a literal, a choice between literals, or `{ message: literal }`.
 * @param {ts.Expression} argument
 * @returns {string[] | undefined}
 */
function literals(argument) {
  if (ts.isStringLiteral(argument) || ts.isNoSubstitutionTemplateLiteral(argument)) return [argument.text];
  if (ts.isParenthesizedExpression(argument)) return literals(argument.expression);
  if (ts.isConditionalExpression(argument)) {
    const [yes, no] = [literals(argument.whenTrue), literals(argument.whenFalse)];
    return yes === undefined || no === undefined ? undefined : [...yes, ...no];
  }
  if (ts.isObjectLiteralExpression(argument)) {
    const message = argument.properties.find(
      (property) => ts.isPropertyAssignment(property) && property.name.getText() === 'message',
    );
    return message !== undefined && ts.isPropertyAssignment(message)
      ? literals(message.initializer)
      : undefined;
  }
  return undefined;
}

/**
 * The bundle as its file holds it.
 * @param {readonly string[]} messages
 */
export function bundleText(messages) {
  return `${JSON.stringify(Object.fromEntries(messages.map((message) => [message, message])), null, 2)}\n`;
}

if (process.argv[1] !== undefined && /[\\/]l10n[\\/]extract\.mjs$/.test(process.argv[1])) {
  const { messages, problems } = extract(process.cwd());
  for (const problem of problems) console.error(problem);
  const wanted = bundleText(messages);
  if (process.argv.includes('--check')) {
    const current = fs.existsSync(bundleFile) ? fs.readFileSync(bundleFile, 'utf8') : '';
    if (current !== wanted) console.error(`${bundleFile} is not current: run node l10n/extract.mjs`);
    process.exitCode = current === wanted && problems.length === 0 ? 0 : 1;
  } else {
    fs.writeFileSync(bundleFile, wanted);
    console.log(`${messages.length} sentences in ${bundleFile}`);
    process.exitCode = problems.length === 0 ? 0 : 1;
  }
}
