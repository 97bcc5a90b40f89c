//! What a request carries: bytes, or a part of the archive, which is never held in memory whole.

use super::{Progress, Watch};
use crate::image::Blob;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::{ByteStream, Length};
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The body of a request, which can be opened again for the next attempt.
pub(super) enum Body {
    Empty,
    Bytes(Vec<u8>),
    Part { archive: PathBuf, blob: Blob, watch: Watch },
}

impl Body {
    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        match self {
            Body::Empty => 0,
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::Part { blob, .. } => blob.size,
        }
    }

    pub async fn open(&self) -> Result<SdkBody, String> {
        match self {
            Body::Empty => Ok(SdkBody::empty()),
            Body::Bytes(bytes) => Ok(SdkBody::from(bytes.clone())),
            Body::Part { blob, .. } if blob.size == 0 => Ok(SdkBody::empty()),
            Body::Part { archive, blob, watch } => {
                let part = ByteStream::read_from().path(archive).offset(blob.offset).length(Length::Exact(blob.size));
                let part = part.buffer_size(64 * 1024).build().await.map_err(|error| error.to_string())?;
                let counted = Counted { inner: part.into_inner(), sent: 0, blob: blob.clone(), watch: watch.clone() };
                Ok(SdkBody::from_body_1_x(counted))
            }
        }
    }
}

/// A body that tells how far it is.
struct Counted {
    inner: SdkBody,
    sent: u64,
    blob: Blob,
    watch: Watch,
}

impl http_body::Body for Counted {
    type Data = <SdkBody as http_body::Body>::Data;
    type Error = <SdkBody as http_body::Body>::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        let this = self.get_mut();
        let frame = http_body::Body::poll_frame(Pin::new(&mut this.inner), context);
        if let Poll::Ready(Some(Ok(frame))) = &frame
            && let Some(data) = frame.data_ref()
        {
            this.sent += data.len() as u64;
            (this.watch)(Progress::Sent { digest: this.blob.digest.clone(), sent: this.sent, size: this.blob.size });
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.sent == self.blob.size
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.blob.size - self.sent.min(self.blob.size))
    }
}
