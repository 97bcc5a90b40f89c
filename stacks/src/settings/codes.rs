//! The codes of the settings: what can be wrong with `stacks/settings/ENV.toml`.

formwork::codes! {
    UNREADABLE_FILE "G0001" "unreadable-settings" Error {
        "cannot read {file}"
        note "{reason}"
        help "put it there, readable, as UTF-8 text"
    }
    NO_SUCH_ENVIRONMENT "G0002" "no-such-environment" Error {
        "there are no settings for environment `{environment}`"
        note "{folder} holds: {known}"
        help "name one of these, or copy one of their files to {file}"
    }
    INVALID_ENVIRONMENT "G0003" "invalid-environment-name" Error {
        "`{environment}` is no name for an environment"
        note "names of AWS resources are made of it: a lower-case letter, then lower-case letters and digits, at most 18"
        help "name the settings file otherwise"
    }
    SYNTAX "G0004" "settings-are-not-toml" Error {
        "the line is no TOML: {reason}"
        note "the settings are looked at when the whole file can be read"
        help "mend the line; https://toml.io shows how values are written"
    }
    MISSPELT_KEY "G0005" "misspelt-key" Error {
        "there is no setting `{key}`"
        note "the keys here are {known}"
        help "write `{near}` if that is meant"
    }
    UNKNOWN_KEY "G0006" "unknown-key" Error {
        "there is no setting `{key}`"
        note "the keys here are {known}"
        help "remove it"
    }
    KEY_IN_WRONG_TABLE "G0007" "key-in-wrong-table" Error {
        "there is no setting `{key}`, but there is `{near}`"
        note "a key belongs to the last [table] above it; keys without a table stand before the first one"
        help "move the line to the place of `{near}`"
    }
    SHARED_KEY_IN_LOCAL_FILE "G0008" "shared-key-in-local-file" Error {
        "`{key}` may not stand in a local file"
        note "synth never reads it, so everybody's templates stay the same; it may hold {known}"
        help "its place is {file}"
    }
    SECRET "G0009" "secret-in-settings" Error {
        "`{key}` looks like a secret"
        note "secrets are made and kept by AWS Secrets Manager, and never stand in settings or templates"
        help "remove it, and change the secret if it was a real one"
    }
    MISSING_KEY "G0010" "missing-key" Error {
        "`{key}` is missing"
        note ""
        help "write, for example, `{example}` before the first [table]"
    }
    MISSING_KEY_OF_TABLE "G0011" "missing-key-of-table" Error {
        "`{key}` is missing"
        note ""
        help "write, for example, `{example}` below [{table}]"
    }
    WRONG_TYPE "G0012" "wrong-type" Error {
        "`{key}` has the type {found}, not {wanted}"
        note ""
        help "write it like `{example}`"
    }
    OUT_OF_RANGE "G0013" "number-out-of-range" Error {
        "`{key}` is {value}"
        note "it goes from {least} to {most}"
        help "write a whole number in this range"
    }
    EMPTY_LIST "G0014" "empty-list" Error {
        "`{key}` is empty"
        note "nobody could reach the system"
        help "write at least one entry, or remove the key: then the deployer asks for it"
    }
    INVALID_ACCOUNT "G0015" "invalid-account" Error {
        "`{value}` is no AWS account"
        note "an account is twelve digits, without hyphens"
        help "`aws sts get-caller-identity` says yours"
    }
    INVALID_REGION "G0016" "invalid-region" Error {
        "`{value}` is no AWS region"
        note "a region is like `ap-northeast-1`; a zone has a letter after it, and a region none"
        help "write the region that the environment lives in"
    }
    INVALID_DOMAIN "G0017" "invalid-domain" Error {
        "`{value}` is no domain name"
        note "it is lower-case names with dots between, without scheme, port, path or `*`, and at most 64 characters, for the certificate"
        help "write it like `prooflink.example.com`"
    }
    INVALID_HOSTED_ZONE "G0018" "invalid-hosted-zone" Error {
        "`{value}` is no id of a hosted zone"
        note "it is a Z, then capital letters and digits, without `/hostedzone/` before it"
        help "`aws route53 list-hosted-zones` says it"
    }
    INVALID_CERTIFICATE "G0019" "invalid-certificate" Error {
        "`{value}` is no ARN of a certificate"
        note "it is like `arn:aws:acm:REGION:ACCOUNT:certificate/ID`"
        help "`aws acm list-certificates` says it"
    }
    FOREIGN_CERTIFICATE "G0020" "certificate-of-another-region" Error {
        "the certificate is in {theirs}, the environment in {ours}"
        note "a load balancer takes certificates of its own region only"
        help "request one in {ours}, or set `hosted_zone_id` instead and have it made"
    }
    TWO_CERTIFICATES "G0021" "two-certificates" Error {
        "both `hosted_zone_id` and `certificate_arn` are set"
        note "the other one is at {other}; a zone is for making a certificate, an ARN for one that exists"
        help "remove one of the two"
    }
    WITHOUT_EFFECT "G0022" "value-without-effect" Error {
        "`{key}` has no effect in this environment"
        note "it counts only with {needed}"
        help "remove it, or set {needed}"
    }
    INVALID_ADDRESS "G0023" "invalid-address" Error {
        "`{value}` is no block of IPv4 addresses"
        note "it is four numbers up to 255, a slash, and a prefix from 0 to 32"
        help "write it like `10.1.2.0/24`, or `10.1.2.3/32` for one address"
    }
    ADDRESS_WITHOUT_PREFIX "G0024" "address-without-prefix" Error {
        "`{value}` has no prefix"
        note "it is four numbers up to 255, a slash, and a prefix from 0 to 32"
        help "write `{value}/32` for this one address"
    }
    HOST_BITS "G0025" "host-bits-set" Error {
        "`{value}` has host bits set"
        note "the block that it lies in is {block}"
        help "write `{block}`, or `{address}/32` for the one address"
    }
    OPEN_TO_THE_WORLD "G0026" "open-to-the-world" Error {
        "`{value}` lets in everybody"
        note "with `domain` set, a web ACL lets in only these addresses; AWS takes no /0 for it"
        help "write the blocks that your users come from"
    }
    DOCUMENTATION_ADDRESS "G0027" "documentation-address" Error {
        "`{value}` overlaps {range}, which is for documentation only"
        note "RFC 5737 reserves it: nobody comes from there, and with `domain` set nobody else gets in"
        help "write the blocks that your users come from"
    }
    DUPLICATE_ADDRESS "G0028" "duplicate-address" Error {
        "`{value}` stands there twice"
        note "the first one is at {other}"
        help "remove one of them"
    }
    INVALID_MAIL "G0029" "invalid-mail-address" Error {
        "`{value}` is no mail address"
        note "it is a name, an @ and a domain, without spaces"
        help "write one address, like `operator@example.com`"
    }
    INVALID_IMAGE_TAG "G0030" "invalid-image-tag" Error {
        "`{value}` is no tag of an image"
        note "it is letters, digits, `_`, `.` and `-`, at most 128, beginning with none of the last two"
        help "write the tag alone, without repository, colon or digest"
    }
    INVALID_BUCKET "G0031" "invalid-bucket-name" Error {
        "`{value}` is no name of a bucket"
        note "it is 3 to 63 lower-case letters, digits, hyphens and dots, beginning and ending with a letter or digit"
        help "write the name alone, without `s3://`"
    }
    INVALID_DATABASE_CLASS "G0032" "invalid-database-class" Error {
        "`{value}` is no class of a database instance"
        note "it is `db.`, a family, a dot and a size"
        help "write it like `db.t4g.micro`"
    }
    INVALID_CPU "G0033" "invalid-fargate-cpu" Error {
        "Fargate has no tasks with {value} CPU units"
        note "there are {known}; 1024 units are one vCPU"
        help "write one of these"
    }
    INVALID_MEMORY "G0034" "invalid-fargate-memory" Error {
        "Fargate has no tasks with {cpu} CPU units and {value} MiB"
        note "with {cpu} CPU units there are {known} MiB"
        help "the nearest is `{nearest}`"
    }
    STORAGE_CEILING "G0035" "storage-cannot-grow" Error {
        "`{key}` is {value}, too little above `sizes.database_storage_gib`, which is {storage}"
        note "RDS wants a ceiling at least a tenth above what is allocated"
        help "write {least} or more, or remove the key: then the storage stays as it is"
    }
    JOB_EXCEEDS_BATCH "G0036" "job-exceeds-batch" Error {
        "a job of {value} CPU units never runs: `sizes.batch_max_vcpus` is {most}"
        note "1024 units are one vCPU"
        help "make the job smaller or the maximum larger"
    }
    SLEEPING_AND_REDUNDANT "G0037" "sleeping-and-redundant" Error {
        "the database would be stopped every night"
        note "with `shape.redundant` the environment is meant to be there always"
        help "set `cost.database_schedule = false`, or `shape.redundant = false`"
    }
    INVALID_IMAGE_CHECK "G0038" "invalid-image-check" Error {
        "`{value}` is no way to check for the image"
        note "there are `start-empty`, a service without tasks until there is an image, and `require`, no service without one"
        help "write `{near}`"
    }
}
