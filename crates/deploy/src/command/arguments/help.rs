//! What `--help` says around the arguments.

pub(super) const ABOUT: &str = "Deploys stacks as CloudFormation change sets: shown, approved, resumable";

pub(super) const AFTER: &str = "\
Examples:
  deploy all dev --rehearse       what would happen, in which order and how long; needs no account
  deploy all dev                  all stacks of dev; shows the plan and asks
  deploy AppStack prod            one stack, and those that it needs
  deploy 'Net*' dev --yes         stacks by a pattern; asks only for what the settings do not allow
  deploy plan all prod            the plan and its hash, for CI
  deploy all prod --approve 3f2a91c07b5e:4   exactly that plan, up to class 4
  deploy resume prod              goes on after a crash, Ctrl-C or a failure
  deploy bootstrap dev            once, for templates above 51,200 bytes: makes the bucket that they go through
  deploy destroy all dev          consumers first

Classes of changes: 0 metadata and tags, 1 in place, 2 interruption, 3 replacement, 4 security, 5 destructive.

Exit status: 0 fine, 1 internal, 2 there are changes (plan, diff) or drift, 3 approval is needed or was refused,
4 it would have failed, 5 failed and rolled back, 6 a stack needs repair, 7 somebody else is at it, 8 it goes on without
this program, 9 no credentials, 64 the arguments make no sense, 130 interrupted.";
