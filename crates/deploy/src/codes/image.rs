//! What can be wrong with an image and its registry.

formwork::codes! {
    UNREADABLE_ARCHIVE "D0060" "unreadable-archive" Error {
        "cannot read {file}"
        note "{reason}"
        help "name an archive that is there: --archive FILE"
    }
    NO_IMAGE_ARCHIVE "D0061" "no-image-archive" Error {
        "{file} is no archive of an image"
        note "{reason}"
        help "make one with `docker buildx build --output type=oci,dest=FILE`, or with `docker save --output FILE IMAGE`"
    }
    DAMAGED_IMAGE "D0062" "damaged-image" Error {
        "{part} in {file} is not what it should be"
        note "{reason}"
        help "write the archive again; nothing was pushed"
    }
    INVALID_REPOSITORY "D0063" "invalid-repository" Error {
        "`{value}` is no repository"
        note "it is a host, a slash and a lower-case name, without scheme and tag"
        help "write it like `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/NAME`"
    }
    REGISTRY_LOGIN "D0064" "registry-login" Error {
        "{registry} does not accept the login"
        note "{reason}"
        help "check whose credentials these are, and that they may push to {repository}"
    }
    REGISTRY_REFUSED "D0065" "registry-refused" Error {
        "{registry} refused {action}"
        note "{reason}"
        help "mend what the reason names, and push again; what is there already is not sent again"
    }
    REGISTRY_UNREACHABLE "D0066" "registry-unreachable" Error {
        "{action} got no good answer from {registry}, {attempts} times"
        note "{reason}"
        help "push again when it can be reached; what is there already is not sent again"
    }
    NO_REPOSITORY "D0067" "no-repository" Error {
        "there is no repository {repository}"
        note ""
        help "deploy the stack that makes it first"
    }
    TAG_EXISTS "D0068" "tag-exists" Error {
        "{repository} has another image under the tag {tag}, and its tags never change"
        note "there: {found}; in the archive: {digest}"
        help "push under another tag"
    }
    OTHER_DIGEST "D0069" "other-digest" Error {
        "{registry} holds other bytes than were sent"
        note "sent: {digest}; there: {found}"
        help "push again"
    }
    IMAGE_MISSING "D0070" "image-missing" Error {
        "{stack} waits for the image {image}"
        note "{reason}"
        help "push it with `{push}`, then `{then}`"
    }
    IMAGE_UNKNOWN "D0071" "image-unknown" Error {
        "{stack} waits for the image {image}, and nobody could look whether it is there"
        note "{reason}"
        help "let this program look (ecr:BatchGetImage), or set `image_check` to something else than `require`"
    }
    OTHER_PLATFORM "D0072" "other-platform" Error {
        "the image in {file} runs on {found}, and the tasks want {wanted}"
        note "nothing was pushed"
        help "build it for them: `docker build --platform linux/amd64` for X86_64, linux/arm64 for ARM64"
    }
    WITHOUT_ECR "D0073" "without-ecr" Error {
        "this program cannot reach the repositories"
        note "it was built without ECR"
        help "build it with ECR: cargo run --features ecr --bin deploy"
    }
    NO_DOCKER "D0074" "no-docker" Error {
        "docker does not give the image {image}"
        note "{reason}"
        help "name an image that `docker images` shows, or an archive: --archive FILE"
    }
}
