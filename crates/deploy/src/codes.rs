//! What can be wrong with a deployment.

pub mod image;
pub mod operation;
pub mod preflight;
pub mod reference;
pub mod staging;

formwork::codes! {
    NO_CREDENTIALS "D0001" "no-credentials" Error {
        "AWS does not know who is calling"
        note "{reason}"
        help "log in (`aws sso login`, `aws login`), or name a profile with --profile"
    }
    DENIED "D0002" "access-denied" Error {
        "{action} on {stack} is not allowed"
        note "{reason}"
        help "give whoever deploys this permission, or take on another role with --role-arn"
    }
    CALL_REFUSED "D0003" "call-refused" Error {
        "{action} on {stack} was refused"
        note "{reason} ({code})"
        help "mend what the reason names, and deploy again"
    }
    NO_ANSWER "D0004" "no-answer" Error {
        "{action} on {stack} got no answer"
        note "{reason}"
        help "when AWS can be reached again, `resume` goes on"
    }
    WRONG_ACCOUNT "D0005" "wrong-account" Error {
        "the credentials are those of account {found}, and {environment} lives in {expected}"
        note "nothing was written"
        help "choose the right profile with --profile, or set `account` in {files}"
    }
    WRONG_REGION "D0006" "wrong-region" Error {
        "--region says {found}, and {stack} lives in {expected}"
        note "nothing was written"
        help "leave --region out, or change the environment's region"
    }
    MISSING_VALUE "D0007" "missing-value" Error {
        "`{key}` has no value"
        note "the parameter {parameter} of {stacks} takes it and has no default"
        help "set `{key}` in {files}, or pass --set {key}=..."
    }
    UNUSED_VALUE "D0008" "unused-value" Error {
        "--set {key} reaches no parameter"
        note "the stacks take: {known}"
        help "write the key as in the settings; a value that the settings give already stands in the template"
    }
    NOT_COMMITTED "D0009" "not-committed" Error {
        "{file} is not what the program makes"
        note "{environment} deploys committed templates only (`require_committed`)"
        help "run `cargo run --bin synth`, look at the difference, commit it"
    }
    TEMPLATE_TOO_LARGE "D0010" "template-too-large" Error {
        "the template of {stack} has {bytes} bytes without its white space, and a call takes 51,200"
        note "larger ones go through a bucket, and {environment} has none"
        help "make one with `deploy bootstrap {environment}`, and name it as `staging_bucket` in the settings"
    }
    BUSY "D0011" "stack-busy" Error {
        "{stack} is in {status}, and not because of this run"
        note "somebody else is at it"
        help "wait until it is done, or pass --wait"
    }
    CHANGE_SET_FAILED "D0012" "change-set-failed" Error {
        "CloudFormation cannot make the change set of {stack}"
        note "{reason}"
        help "mend it; this stack was not changed"
    }
    RESOURCE_FAILED "D0013" "resource-failed" Error {
        "{type} {resource} failed while {stack} was {action}"
        note "{reason}"
        help "{help}"
    }
    STACK_FAILED "D0014" "stack-failed" Error {
        "{stack} ended in {status}"
        note "{reason}"
        help "{help}"
    }
    ROLLBACK_STUCK "D0015" "rollback-stuck" Error {
        "{stack} could not be rolled back"
        note "these failed: {resources}"
        help "mend what stands in their way and deploy again, or leave them as they are: --skip {resources}"
    }
    DELETION_STUCK "D0016" "deletion-stuck" Error {
        "{stack} could not be deleted"
        note "{reasons}"
        help "empty or unprotect what stands in the way and deploy again, or keep it: --retain {resources}"
    }
    PRODUCER_FAILED "D0017" "producer-failed" Error {
        "{stack} was not begun"
        note "it needs {producer}, which failed"
        help "mend {producer}, then `resume`"
    }
    APPROVAL_NEEDED "D0018" "approval-needed" Error {
        "the plan has changes of class {class}, and nobody is there to approve them"
        note "{reason}"
        help "run it on a terminal, or pass --approve {approval} after reading the plan"
    }
    APPROVAL_REFUSED "D0019" "approval-refused" Error {
        "the plan was not approved"
        note "nothing was executed; the change sets of this run are gone"
        help "deploy again when the plan is what you want"
    }
    PLAN_DIFFERS "D0020" "plan-differs" Error {
        "the plan is not the one that was approved"
        note "approved: {approved}; now: {found}"
        help "read the plan again, and approve it"
    }
    PLAN_GREW "D0021" "plan-grew" Error {
        "{stack} would do more than was approved: class {class} instead of {approved}"
        note "its change set could only be made when its turn came"
        help "deploy again, and approve it"
    }
    LEFTOVERS "D0022" "leftovers" Error {
        "{stack} is in {status} and still holds {resources}"
        note "it has to be deleted before it can be made again, and these hold data"
        help "keep or remove them, or approve their deletion: --approve with class 5"
    }
    EMPTY_STACK "D0023" "empty-stack" Error {
        "{stack} has no resources any more"
        note "CloudFormation has no stack without resources, and nothing is deleted by leaving it out"
        help "delete it: `deploy destroy {stack} {environment}`"
    }
    NOTHING_TO_RESUME "D0024" "nothing-to-resume" Error {
        "there is nothing to resume in {environment}"
        note "no run was interrupted: {folder}"
        help "deploy with `deploy all {environment}`"
    }
    UNFINISHED_RUN "D0025" "unfinished-run" Error {
        "a run in {environment} was interrupted"
        note "{folder}"
        help "finish it with `resume {environment}`, or drop it with `cancel {environment}`"
    }
    JOURNAL "D0026" "journal" Error {
        "cannot {action} the journal {file}"
        note "{reason}"
        help "without it a crash could lose what was begun; name another folder with --journal"
    }
    LOCKED "D0027" "locked" Error {
        "another deployer is at work in {environment}"
        note "it holds {file}"
        help "wait until it ends"
    }
    EXPRESS_REPLACEMENT "D0028" "express-replacement" Error {
        "{resource} in {stack} would be replaced, and express mode refuses replacements"
        note "it would leave the stack in UPDATE_FAILED without a way to roll back"
        help "deploy without --express"
    }
    HOT_EXPORT "D0029" "export-in-use" Error {
        "the export {export} of {stack} would change while {importers} import it"
        note "they do not belong to this app, so nothing can be done about it from here"
        help "let them stop importing it first"
    }
    RENAMED "D0030" "renamed-resource" Error {
        "{type} {old} of {stack} would be deleted, and {new} made in its place"
        note "they are the same but for their name, and it holds data"
        help "{remedy}; or pass --refactor: a stack refactoring lets it stay what it is"
    }
    EARLY_VALIDATION "D0031" "early-validation" Error {
        "CloudFormation found mistakes in {stack} before anything was changed"
        note "{reasons}"
        help "{help}"
    }
    VALUE_NOT_TAKEN "D0032" "value-not-taken" Error {
        "`{key}` in {file} reaches no template"
        note "templates are made without the local file, so this value would have no effect"
        help "set it in {shared}"
    }
    PROTECTED "D0033" "protected-stack" Error {
        "{stack} refuses to be deleted"
        note "termination protection is on"
        help "switch it off in the settings and deploy, or pass --unprotect"
    }
    NO_ORDER "D0035" "no-order" Error {
        "no order of steps deploys these stacks"
        note "{reason}"
        help "change what stands in the way, in the program or outside of it"
    }
    USAGE "D0036" "wrong-arguments" Error {
        "{reason}"
        note ""
        help "see `deploy --help`"
    }
    NO_RUNTIME "D0037" "no-runtime" Error {
        "this program cannot wait for answers: {reason}"
        note "the system gives it no timer or no way to watch connections"
        help "allow it more open files (`ulimit -n`), and run it again"
    }
    NO_SUCH_RESOURCE "D0038" "no-such-resource" Error {
        "no resource is called `{resource}`"
        note "it is a construct path such as AppStack/Service/Service, or a logical id"
        help "the paths stand in `cfn-out/ENV/sources.json`, the logical ids in the templates"
    }
    NOT_SEEDED "D0039" "not-seeded" Error {
        "a rehearsal cannot begin with {stack} as it was"
        note "{reason}"
        help "begin with something else: --was, or an empty account"
    }
    NO_SUCH_BEFORE "D0047" "no-such-before" Error {
        "`{was}` is neither a folder nor a revision that holds `cfn-out`"
        note "{reason}"
        help "name a folder that `synth` wrote, or a commit, branch or tag: --was cfn-out, --was HEAD~1"
    }
    REFACTOR_REFUSED "D0160" "refactor-refused" Error {
        "CloudFormation cannot give resources of {stack} their new logical ids"
        note "{reason}"
        help "keep the old ids with `renamed_from`"
    }
    HOOK_FAILED "D0048" "hook-failed" Error {
        "the hook {hook} does not let {stack} pass"
        note "{reason}"
        help "{remedy}; this stack was not changed"
    }
}
