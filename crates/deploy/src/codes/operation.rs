//! What can be wrong with jobs, logs and secrets.

formwork::codes! {
    WITHOUT_SERVICE "D0080" "without-service" Error {
        "this program cannot reach {service}"
        note "it was built without it"
        help "build it with it: cargo run --features {feature} --bin deploy"
    }
    NO_SUCH_KEY "D0081" "no-such-key" Error {
        "`{key}` is no key that {job} reads"
        note "its files lie below {prefix}"
        help "write it like {prefix}users.csv"
    }
    JOB_FAILED "D0082" "job-failed" Error {
        "the job {job} failed"
        note "{reason}"
        help "see what it said: `deploy logs {logs} {environment}`"
    }
    NO_SUCH_JOB "D0083" "no-such-job" Error {
        "there is no job {id}"
        note "jobs are forgotten some days after they ended"
        help "see which there are: `deploy batch jobs {environment}`"
    }
    NO_LOG_GROUP "D0084" "no-log-group" Error {
        "there is no log group {group}"
        note "the stack that makes it is not deployed"
        help "deploy it: `deploy all {environment}`"
    }
    NO_SECRET "D0085" "no-secret" Error {
        "there is no secret {secret}"
        note "the stack that makes it is not deployed"
        help "deploy it: `deploy all {environment}`"
    }
    SECRET_SHAPE "D0086" "secret-shape" Error {
        "{secret} does not look as it should, so nothing was written"
        note "{reason}"
        help "mend it where it is made: `deploy {environment}` writes it as the template says when it changes there"
    }
    NO_DURATION "D0087" "no-duration" Error {
        "`{value}` is no time span"
        note "a number with s, m, h or d"
        help "write it like 30s, 10m, 2h or 1d"
    }
    TASKS_STOP "D0088" "tasks-stop" Error {
        "the tasks of {service} in {stack} stopped"
        note "{reason}"
        help "mend that: the image, its secrets, or what its program does; its words: `deploy logs`"
    }
}
