// node generate.js FOLDER: a template for each program, as aws-cdk-lib synthesizes it.
const fs = require('fs');
const os = require('os');
const path = require('path');
const cdk = require('aws-cdk-lib');
const programs = require('./programs.js');

const into = process.argv[2];
fs.rmSync(into, { recursive: true, force: true });
fs.mkdirSync(into, { recursive: true });
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'programs-'));
for (const [name, build] of Object.entries(programs)) {
  const app = new cdk.App({ outdir: path.join(work, name), analyticsReporting: false });
  const stack = new cdk.Stack(app, 'Stack', {
    env: { region: 'ap-northeast-1' }, synthesizer: new cdk.DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  });
  build(stack);
  const template = app.synth().getStackByName('Stack').template;
  fs.writeFileSync(path.join(into, `${name}.json`), `${JSON.stringify(template, null, 1)}\n`);
}
fs.rmSync(work, { recursive: true });
console.log(`${Object.keys(programs).length} templates, by aws-cdk-lib ${require('aws-cdk-lib/package.json').version}`);
