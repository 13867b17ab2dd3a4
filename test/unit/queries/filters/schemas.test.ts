import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { callFields } from '../../../../src/attendance/filter/call-fields';
import { rowFields } from '../../../../src/attendance/filter/row-fields';
import { questionFields } from '../../../../src/formats/question';
import { fieldText } from '../../../../src/queries/filters/filter-texts';
import { schemas } from './schemas';

const folder = 'media/schemas';

describe('the published JSON schemas', () => {
  it('have the fields and operators that the code has (if not: run this test with ROLLCALL_WRITE_SCHEMAS=1, then prettier)', () => {
    const names = Object.keys(schemas).sort();
    if (process.env['ROLLCALL_WRITE_SCHEMAS'] === '1')
      for (const name of names) fs.writeFileSync(`${folder}/${name}`, JSON.stringify(schemas[name], null, 2));
    assert.deepEqual(fs.readdirSync(folder).sort(), names);
    for (const name of names)
      assert.deepEqual(JSON.parse(fs.readFileSync(`${folder}/${name}`, 'utf8')), schemas[name], name);
  });

  it('name every field of a question', () => {
    const written = fs.readFileSync(`${folder}/queries.schema.json`, 'utf8');
    for (const field of questionFields) assert.match(written, new RegExp(`"${field}": \\{`), field);
  });

  it('are of fields that can all be explained', () => {
    for (const name of [...rowFields.names, '$and', '$or']) assert.ok(fieldText('rows', name), name);
    for (const name of callFields.names) assert.ok(fieldText('calls', name), name);
  });
});
