import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { credentialsIn, parseEnv } from '../../../src/stream-apps/env-file';

describe('.env', () => {
  const cases: readonly (readonly [line: string, value: string | undefined])[] = [
    ['A=b', 'b'],
    ['A = b ', 'b'],
    ['  export A=b', 'b'],
    ['A=', ''],
    ['A=b # a comment', 'b'],
    ['A=b#c', 'b#c'],
    ['A=# a comment', ''],
    ['A="b # c"', 'b # c'],
    ["A='b\\n'", 'b\\n'],
    ['A="b\\n\\"c\\""', 'b\n"c"'],
    ['A="b" # a comment', 'b'],
    ['A=`b "c"`', 'b "c"'],
    ['A=b=c', 'b=c'],
    ['A=$B', '$B'],
    ['A="b', undefined],
    ['A="b"c', undefined],
    ['# A=b', undefined],
    ['A b', undefined],
    ['=b', undefined],
    ['exportA=b', undefined],
  ];
  for (const [line, value] of cases) {
    it(`reads ${JSON.stringify(line)} as ${value === undefined ? 'nothing' : JSON.stringify(value)}`, () => {
      assert.equal(parseEnv(line).get('A'), value);
    });
  }

  it('takes the last assignment, any line ending and a byte order mark', () => {
    assert.deepEqual(
      [...parseEnv('\uFEFFA=1\r\nB=2\rA=3\n')],
      [
        ['A', '3'],
        ['B', '2'],
      ],
    );
  });

  it('is no prototype of anything', () => {
    assert.equal(parseEnv('__proto__=x').get('__proto__'), 'x');
  });

  it('reads back any value that was quoted', () => {
    fc.assert(
      fc.property(
        fc.string().filter((value) => !/[\r\n]/.test(value)),
        (value) => {
          const quoted = `A="${value.replace(/[\\"]/g, '\\$&')}" # end`;
          assert.equal(parseEnv(quoted).get('A'), value);
        },
      ),
    );
  });
});

describe('credentials in a .env', () => {
  it('are the key with STREAM_API_SECRET, else with STREAM_SECRET', () => {
    assert.deepEqual(credentialsIn('STREAM_API_KEY=k\nSTREAM_SECRET=s'), {
      key: 'k',
      secret: 's',
      secretName: 'STREAM_SECRET',
    });
    assert.deepEqual(credentialsIn('STREAM_SECRET=s\nSTREAM_API_SECRET=t\nSTREAM_API_KEY=k'), {
      key: 'k',
      secret: 't',
      secretName: 'STREAM_API_SECRET',
    });
  });

  it('need both to be there', () => {
    for (const content of ['', 'STREAM_API_KEY=k', 'STREAM_SECRET=s', 'STREAM_API_KEY=\nSTREAM_SECRET=s']) {
      assert.equal(credentialsIn(content), undefined, content);
    }
  });
});
