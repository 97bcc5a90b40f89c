//! What can be wrong with the staging bucket and the lease in it.

formwork::codes! {
    WITHOUT_S3 "D0040" "without-s3" Error {
        "this program cannot reach the staging bucket {bucket}"
        note "it was built without S3"
        help "build it with S3: cargo run --features s3 --bin deploy"
    }
    NO_STAGING_BUCKET "D0041" "no-staging-bucket" Error {
        "there is no bucket {bucket}"
        note "the settings name it as the staging bucket"
        help "make it with `deploy bootstrap`, or name another one"
    }
    BUCKET_REFUSED "D0042" "bucket-refused" Error {
        "the staging bucket {bucket} cannot be used"
        note "it does not belong to account {account}, or whoever deploys may not use it: {reason}"
        help "name a bucket of the account, or give the permissions s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject on it"
    }
    BUCKET_ELSEWHERE "D0043" "bucket-elsewhere" Error {
        "the staging bucket {bucket} lives in {found}, and the environment in {expected}"
        note ""
        help "make one in {expected} with `deploy bootstrap`, and name it in the settings"
    }
    TEMPLATE_BEYOND_LIMIT "D0044" "template-beyond-limit" Error {
        "the template of {stack} has {bytes} bytes, and CloudFormation takes 1,000,000 at most"
        note "without its white space"
        help "move some of its constructs into a stack of their own"
    }
    LEASE_HELD "D0045" "lease-held" Error {
        "another deployer is at work in {environment}"
        note "{holder} holds the lease until {until}, for the run {run}"
        help "wait until it ends; if it has died, the lease can be taken over after {until}"
    }
    LEASE_LOST "D0046" "lease-lost" Error {
        "the lease of {environment} was lost"
        note "{reason}"
        help "see what the other deployer does, then `resume`"
    }
}
