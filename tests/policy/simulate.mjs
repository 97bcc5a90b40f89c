// node simulate.mjs FOLDER COUNT: cases of policies and calls, each with the answer of an independent simulator, a JSON a line.
// FOLDER has the simulator in its node_modules.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { writeSync } from 'node:fs'

const [folder, count] = process.argv.slice(2)
const require = createRequire(pathToFileURL(folder + '/'))
const { runSimulation } = require('@cloud-copilot/iam-simulate')

// mulberry32: the same cases each time
let seed = 20261125
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = (n) => Math.floor(random() * n)
const pick = (all) => all[below(all.length)]
const chance = (p) => random() < p
const some = (all, most) => [...Array(1 + below(most))].map(() => pick(all))

const ACCOUNT = '123456789012'
const CALLS = [
  ['s3:GetObject', ['arn:aws:s3:::files/a', 'arn:aws:s3:::files/imports/b.csv', 'arn:aws:s3:::other/a']],
  ['s3:PutObject', ['arn:aws:s3:::files/a', 'arn:aws:s3:::files-dev/a', 'arn:aws:s3:::other/x/y']],
  ['s3:ListBucket', ['arn:aws:s3:::files', 'arn:aws:s3:::other']],
  ['secretsmanager:GetSecretValue', [
    `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:app/url-a1B2c3`,
    `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:app/keys-Z9y8X7`,
  ]],
  ['sqs:SendMessage', [`arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`, `arn:aws:sqs:eu-west-1:${ACCOUNT}:mail`]],
  ['dynamodb:GetItem', [`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/users`]],
  ['logs:CreateLogStream', [`arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/ecs/app`]],
]
const PRINCIPALS = [`arn:aws:iam::${ACCOUNT}:role/app`, `arn:aws:iam::${ACCOUNT}:user/ann`, `arn:aws:iam::${ACCOUNT}:role/jobs`]

const mask = (text) => {
  const at = 1 + below(text.length)
  switch (below(7)) {
    case 0: return text.slice(0, at) + '*'
    case 1: return '*' + text.slice(at)
    case 2: return text.slice(0, at) + '*' + text.slice(Math.min(text.length, at + below(5)))
    case 3: return at < text.length ? text.slice(0, at) + '?' + text.slice(at + 1) : text
    case 4: return '*'
    default: return text
  }
}
// what is called: statements are often about it, or else next to nothing would be allowed
let current = CALLS[0]
const action = () => {
  const [service, name] = (chance(0.6) ? current : pick(CALLS))[0].split(':')
  switch (below(6)) {
    case 0: return '*'
    case 1: return `${service}:*`
    case 2: return `${service}:${name.slice(0, 1 + below(name.length))}*`
    case 3: return `${service}:${name.toUpperCase()}`
    default: return `${service}:${name}`
  }
}
// a mask of an ARN keeps its service, so that the simulator takes it
const resource = () => {
  const arn = pick((chance(0.7) ? current : pick(CALLS))[1])
  if (chance(0.15)) return '*'
  const parts = arn.split(':')
  const start = parts.slice(0, 5).join(':')
  if (chance(0.1)) return 'arn:aws:s3:::files/${aws:username}/*'
  // and the kind of what is in it, before the slash or colon: there the simulator takes no mask that AWS would
  const kept = { dynamodb: 'table/', secretsmanager: 'secret:', logs: 'log-group:' }[parts[2]] ?? ''
  return start + ':' + kept + mask(parts.slice(5).join(':').slice(kept.length))
}
const KEYS = {
  'aws:SourceIp': ['IpAddress', ['10.1.2.3', '192.0.2.7', '203.0.113.9'], ['10.0.0.0/8', '192.0.2.0/28', '203.0.113.9', '0.0.0.0/1']],
  'aws:SecureTransport': ['Bool', ['true', 'false'], ['true', 'false']],
  'aws:RequestedRegion': ['String', ['eu-west-1', 'us-east-1'], ['eu-west-1', 'eu-*', 'EU-WEST-1', 'us-east-?']],
  'aws:PrincipalOrgID': ['String', ['o-1a2b3c4d5e', 'o-9z8y7x6w5v'], ['o-1a2b3c4d5e', 'o-*']],
  'aws:UserAgent': ['String', ['tool', 'Browser'], ['tool', 'browser', 'T*']],
  'aws:MultiFactorAuthAge': ['Numeric', ['60', '3600', '100'], ['100', '3600']],
  'aws:CurrentTime': ['Date', ['2026-11-25T10:00:00Z', '2026-01-01T00:00:00Z'], ['2026-06-01T00:00:00Z', '2026-11-25T10:00:00Z']],
  'aws:SourceArn': ['Arn', [`arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`, `arn:aws:s3:::files`], [`arn:aws:sns:eu-west-1:${ACCOUNT}:*`, 'arn:aws:sns:*:*:alarms', 'arn:aws:s3:::f*']],
  'aws:TagKeys': ['Set', ['cost', 'team', 'stage'], ['cost', 'team', 'st*']],
}
const NUMBERS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals']
const operator = (kind) => {
  const word = {
    IpAddress: ['IpAddress', 'NotIpAddress'],
    Bool: ['Bool'],
    String: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
    Numeric: NUMBERS.map((one) => 'Numeric' + one),
    Date: NUMBERS.map((one) => 'Date' + one),
    Arn: ['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals'],
    Set: ['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike'],
  }[kind]
  const quantifier = kind === 'Set' ? pick(['ForAnyValue:', 'ForAllValues:']) : ''
  // what ForAnyValue with IfExists means where the key is missing, AWS says in two ways
  const ifExists = quantifier !== 'ForAnyValue:' && chance(0.25) ? 'IfExists' : ''
  return quantifier + pick(word) + ifExists
}
const conditions = () => {
  const all = {}
  for (let n = 1 + below(2); n > 0; n--) {
    const key = pick(Object.keys(KEYS))
    const [kind, , wanted] = KEYS[key]
    if (chance(0.1) && kind !== 'Set') {
      all.Null = { ...all.Null, [key]: pick(['true', 'false']) }
      continue
    }
    const name = operator(kind)
    all[name] = { ...all[name], [key]: chance(0.5) ? pick(wanted) : some(wanted, 2) }
  }
  return all
}
const statement = (of) => {
  const made = { Effect: chance(of === 'boundary' ? 0.9 : 0.75) ? 'Allow' : 'Deny' }
  if (of === 'resource') {
    const names = [...PRINCIPALS, ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`]
    made.Principal = chance(0.3) ? '*' : { AWS: chance(0.5) ? pick(names) : some(names, 2) }
  }
  made[chance(0.9) ? 'Action' : 'NotAction'] = chance(0.5) ? action() : some(['s3:GetObject', action(), action()], 3)
  made[chance(0.9) || of === 'resource' ? 'Resource' : 'NotResource'] = chance(0.5) ? resource() : [resource(), resource()]
  if (chance(0.4)) made.Condition = conditions()
  return made
}
const policy = (of) => ({ Version: '2012-10-17', Statement: [...Array(1 + below(4))].map(() => statement(of)) })

let made = 0
let asked = 0
const allowed = { Allowed: 0, ExplicitlyDenied: 0, ImplicitlyDenied: 0 }
while (made < Number(count)) {
  current = pick(CALLS)
  const [call, about] = current
  const context = {}
  for (const [key, [kind, values]] of Object.entries(KEYS)) {
    if (chance(0.5)) context[key] = kind === 'Set' ? [...new Set(some(values, 3))] : pick(values)
  }
  const principal = pick(PRINCIPALS)
  if (principal.includes(':user/')) context['aws:username'] = 'ann'
  const one = {
    action: call,
    resource: pick(about),
    principal,
    context,
    identity: [...Array(below(3))].map(() => policy('identity')),
    // logs and tables have policies of resources too, but not all services that are called here
    resourcePolicy: chance(0.3) && !call.startsWith('logs') ? policy('resource') : null,
    boundary: chance(0.3) ? policy('boundary') : null,
  }
  asked++
  const answer = await runSimulation({
    identityPolicies: one.identity.map((policy, at) => ({ name: 'p' + at, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: one.resourcePolicy ?? undefined,
    permissionBoundaryPolicies: one.boundary ? [{ name: 'boundary', policy: one.boundary }] : undefined,
    request: { action: call, principal, resource: { resource: one.resource, accountId: ACCOUNT }, contextVariables: context },
  }, {})
  if (answer.resultType === 'error') {
    if (asked - made > 20 * (made + 10)) throw new Error(JSON.stringify(answer.errors))
    continue
  }
  allowed[answer.overallResult]++
  writeSync(1, JSON.stringify({ ...one, allowed: answer.overallResult === 'Allowed' }) + '\n')
  made++
}
writeSync(2, `${made} cases of ${asked}: ${JSON.stringify(allowed)}\n`)
