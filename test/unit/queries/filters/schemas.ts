import type { FilterFields } from '../../../../src/attendance/filter/fields';
import { callFields } from '../../../../src/attendance/filter/call-fields';
import { rowFields } from '../../../../src/attendance/filter/row-fields';
import { longestName } from '../../../../src/queries/kept/workspace-text';

type Schema = Readonly<Record<string, unknown>>;
const draft = 'http://json-schema.org/draft-07/schema#';

/**
 * A filter as JSON schema: its structure and its names. Types and operators are not demanded here: Rollcall's own
 * diagnostics do that, with words, and VS Code would say each thing twice. For the same reason VS Code is asked not to
 * suggest the names where Rollcall suggests them.
 * @param self where the schema of a filter is, for filters within
 */
function filterSchema(fields: FilterFields, self: string, more: Schema): Schema {
  const branches = { type: 'array', minItems: 1, items: { $ref: self }, ...more };
  const names = fields.names.filter((name) => !name.includes('<'));
  return {
    type: 'object',
    properties: {
      $and: branches,
      $or: branches,
      ...Object.fromEntries(
        names.map((name) => {
          const operators = fields.find(name)?.operators ?? [];
          return [name, { properties: Object.fromEntries(operators.map((each) => [each, more])), ...more }];
        }),
      ),
    },
  };
}

const documentOf = (title: string, description: string, fields: FilterFields): Schema => ({
  $schema: draft,
  title,
  description,
  ...filterSchema(fields, '#', { doNotSuggest: true }),
});

const instant = {
  type: ['string', 'null'],
  pattern: '(Z|[+-]\\d\\d:?\\d\\d)$',
  description: 'An instant with its zone, as in 2026-11-22T09:00:00Z.',
};

/** Of each schema that is published, the file in media/schemas and what it has to hold. */
export const schemas: Readonly<Record<string, Schema>> = {
  'row-filter.schema.json': documentOf(
    'Filter for participant sessions',
    'Which rows of a call session are looked at, in Stream’s filter dialect.',
    rowFields,
  ),
  'call-filter.schema.json': documentOf(
    'Filter for calls',
    'Which calls are listed, in Stream’s filter dialect.',
    callFields,
  ),
  'queries.schema.json': {
    $schema: draft,
    title: 'Saved queries of Rollcall',
    description: 'Questions about the attendance of calls, kept in .vscode/rollcall.json.',
    type: 'object',
    required: ['version', 'queries'],
    properties: {
      $schema: { type: 'string' },
      version: { const: 1, description: 'The version of this form.' },
      queries: { type: 'array', items: { $ref: '#/definitions/query' } },
    },
    definitions: {
      query: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        defaultSnippets: [{ label: 'Query', body: { name: '$1' } }],
        properties: {
          name: {
            type: 'string',
            minLength: 1,
            maxLength: longestName,
            description: 'What the query is called.',
          },
          app: {
            type: 'string',
            description:
              'The name of the Stream app that is asked, or "sample". Without it: whichever is open.',
          },
          call: {
            type: 'string',
            pattern: '^[^:]+:.',
            description: 'The call’s cid: its type and id, as in default:standup.',
          },
          session: { type: 'string', minLength: 1, description: 'The id of a call session, or "newest".' },
          rows: {
            $ref: '#/definitions/rows',
            description: 'Chooses rows by what Stream reported. It never clips them.',
          },
          window: {
            type: 'object',
            additionalProperties: false,
            description: 'Clips times to [from, to).',
            properties: { from: instant, to: instant },
          },
          presentAtLeastSeconds: {
            type: 'number',
            minimum: 0,
            description: 'Only people present for at least so many seconds within the window.',
          },
        },
      },
      rows: filterSchema(rowFields, '#/definitions/rows', {}),
    },
  },
};
