'use strict';
// Writes logical-ids.json: 500 construct paths below a stack, each with the logical id that AWS CDK gives it,
// or the message with which AWS CDK refuses it. The same seed makes the same file. To make it again:
//
//   cp crates/core/tests/golden/logical-ids.js "$(mktemp -d)" && cd "$_"
//   npm i aws-cdk-lib@2.276.0 constructs@10.8.1
//   node logical-ids.js > WORKSPACE/crates/core/tests/golden/logical-ids.json

const { App, CfnResource, Stack } = require('aws-cdk-lib');
const { Construct } = require('constructs');

const COUNT = 500;

// mulberry32
let state = 20260101;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const times = (n, make) => Array.from({ length: n }, make);

const PLAIN = ['Vpc', 'Database', 'Service', 'TaskRole', 'Queue', 'Bucket', 'Alb', 'HttpListener', 'PublicSubnet1',
  'PrivateSubnet2', 'EIP', 'NATGateway', 'Policy', 'DefaultPolicy', 'LogGroup', 'a', 'B', 'worker', 'CustomResource'];
const SIGNS = ['my-vpc', 'api.example.com', 'task_role', 'logs/app', '/ecs/api', 'a/b/c', 'with space', 'tab\tid', 'new\nline',
  '--', '@scope/name', 'key=value', '10.0.0.0/16', 'Role:Admin', "it's", '"quoted"', 'back\\slash', '<>&', '%2F', '#1', '*'];
const DIGITS = ['1', '2nd', '007Bond', '10', '3Tier'];
const FOREIGN = ['日本', '東京リージョン', 'データベース', '本番Vpc', 'Vpc本番', 'ﾊﾝｶｸ', 'Ａ１', 'é', 'e\u0301', 'Größe', '서울', 'Ω', '🚀', 'a🚀b'];
const ODD = ['Resource', 'Default', 'resource', 'default', 'RESOURCE', 'DEFAULT', 'ResourceDefault', 'MyResource', 'MyDefault'];
const HIDDEN = ['Resource', 'Default'];
const letters = (n) => times(n, () => pick('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')).join('');
const any = () => pick(pick([PLAIN, PLAIN, PLAIN, SIGNS, DIGITS, FOREIGN, ODD]));

// What a logical id depends on, each named; an entry makes one path.
const KINDS = {
  single: () => [any()],
  singleWithHidden: () => [...times(below(3), () => 'Default'), any(), ...times(below(3), () => 'Default')],
  singleLong: () => [letters(236 + below(40))],
  singleLongWithSigns: () => [`${letters(200 + below(40))}-${letters(10 + below(20))}`],
  plainWithResource: () => [...times(1 + below(4), () => pick(PLAIN)), 'Resource'],
  plainNested: () => times(2 + below(11), () => pick(PLAIN)),
  anyNested: () => times(2 + below(11), any),
  hiddenNested: () => times(2 + below(5), () => (below(2) ? pick(HIDDEN) : any())),
  onlyHidden: () => [...times(1 + below(4), () => 'Resource'), ...times(below(3), () => pick(HIDDEN))],
  signs: () => times(2 + below(4), () => pick(SIGNS)),
  foreign: () => times(2 + below(4), () => pick(FOREIGN)),
  foreignWithPlain: () => [pick(FOREIGN), pick(PLAIN), ...times(below(4), () => pick(below(2) ? FOREIGN : PLAIN))],
  digits: () => [pick(DIGITS), ...times(1 + below(3), any)],
  repeated: () => {
    const word = pick([...PLAIN, ...SIGNS, ...FOREIGN]);
    return [word, ...times(1 + below(3), () => word), ...times(below(2), any)];
  },
  endsWithNext: () => {
    const word = pick([...PLAIN, 'my-id', '本', 'Resource']);
    return [...times(below(2), any), `${pick([...PLAIN, 'x-', '日'])}${word}`, word, ...times(below(3), () => pick([word, 'Resource', 'Default']))];
  },
  repeatedAcrossHidden: () => {
    const word = pick(PLAIN);
    return [word, pick(HIDDEN), word, ...times(below(2), () => pick(HIDDEN))];
  },
  // the human part is cut at 240 characters, here just below, at and above
  humanNear240: () => {
    const length = 236 + below(9);
    const first = 1 + below(length - 1);
    return [letters(first), letters(length - first), ...times(below(2), () => 'Resource')];
  },
  humanNear240WithSigns: () => [`${letters(120)}-${letters(110 + below(10))}`, `日本${letters(4 + below(8))}`, pick(SIGNS)],
  totalOver255: () => times(6 + below(7), () => letters(25 + below(40))),
  deepAny: () => times(12, any),
  longComponentInside: () => [any(), letters(241 + below(100)), any()],
  longForeign: () => [times(90 + below(60), () => pick(FOREIGN)).join(''), any()],
};

const REFUSED = [['Default'], ['Default', 'Default'], ['日本'], ['Default', '日本', 'Default'], ['-'], ['/'], [''], ['Vpc', '']];

function logicalId(path) {
  const stack = new Stack(new App(), 'Stack');
  let scope = stack;
  for (const id of path.slice(0, -1)) {
    scope = new Construct(scope, id);
  }
  return stack.getLogicalId(new CfnResource(scope, path.at(-1), { type: 'AWS::SNS::Topic' }));
}

function entry(path) {
  try {
    return { path, id: logicalId(path) };
  } catch (refusal) {
    return { path, error: refusal.message };
  }
}

const entries = new Map();
const add = (made) => entries.set(JSON.stringify(made.path), made);
REFUSED.map(entry).forEach(add);
if ([...entries.values()].some((made) => made.id !== undefined)) {
  throw new Error('AWS CDK took a path that stands in REFUSED');
}
const kinds = Object.values(KINDS);
for (let i = 0; entries.size < COUNT; i++) {
  const made = entry(kinds[i % kinds.length]());
  if (made.id !== undefined) {
    add(made);
  }
}
console.log(`[\n${[...entries.values()].map((made) => JSON.stringify(made)).join(',\n')}\n]`);
