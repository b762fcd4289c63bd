//! Forms with a file: `multipart/form-data`, read whole within the house's limit. What cannot be read is the sender's mistake, never a panic
//! (the framework's own encoding panics on a missing boundary).

use http::Method;
use leptos::server_fn::ContentType;
use leptos::server_fn::codec::Encoding;
use serde::{Deserialize, Serialize};

/// The encoding of an act with a file: `#[server(endpoint = "…", input = FormWithFile)]`, then [`uploads!`](crate::uploads).
#[derive(Debug)]
pub struct FormWithFile;

impl ContentType for FormWithFile {
    const CONTENT_TYPE: &'static str = "multipart/form-data";
}

impl Encoding for FormWithFile {
    const METHOD: Method = Method::POST;
}

/// A form with a file, as it arrived.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Upload {
    /// With the boundary.
    pub content_type: String,
    /// The whole body.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload").field("bytes", &self.body.len()).finish_non_exhaustive()
    }
}

/// Lets a server function whose only argument is an [`Upload`] be called by a form with a file: `uploads!(HangPhoto);`. Browsers send the form itself;
/// no island does.
#[macro_export]
macro_rules! uploads {
    ($($call:ident),+ $(,)?) => {
        $(impl<R, E> leptos::server_fn::codec::FromReq<$crate::backend::FormWithFile, R, E> for $call
        where
            R: leptos::server_fn::request::Req<E> + Send + 'static,
            E: Send,
        {
            async fn from_req(request: R) -> Result<Self, E> {
                let content_type = request.to_content_type().unwrap_or_default().into_owned();
                let body = request.try_into_bytes().await?.to_vec();
                Ok(Self { upload: $crate::backend::Upload { content_type, body } })
            }
        }

        impl<R, E> leptos::server_fn::codec::IntoReq<$crate::backend::FormWithFile, R, E> for $call
        where
            R: leptos::server_fn::request::ClientReq<E>,
        {
            fn into_req(self, path: &str, accepts: &str) -> Result<R, E> {
                let upload = self.upload;
                R::try_new_req_bytes(path, &upload.content_type, accepts, upload.body.into(), http::Method::POST)
            }
        })+
    };
}

#[cfg(feature = "ssr")]
mod native {
    use super::Upload;
    use crate::backend::{AppError, UnreadableId};
    use axum::body::Body;
    use axum::extract::{DefaultBodyLimit, FromRequest, Multipart};
    use axum::http::{Request, header::CONTENT_TYPE};
    use tokio::sync::Semaphore;

    /// A form with a file, read.
    #[derive(Debug, Default)]
    pub struct FileForm {
        fields: Vec<(String, String)>,
        /// The file's name as the browser told it: only ever shown.
        pub file_name: String,
        /// The file's content; empty when none was chosen.
        pub bytes: Vec<u8>,
    }

    impl FileForm {
        /// A text field; empty when it was not sent.
        #[must_use]
        pub fn field(&self, name: &str) -> &str {
            self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
        }
    }

    /// How many uploads are worked on at once: each may take 64 MB and a second of a processor.
    const AT_ONCE: usize = 2;
    static DESK: Semaphore = Semaphore::const_new(AT_ONCE);

    /// Works on an upload off the threads that answer requests, after those that came before it.
    ///
    /// # Errors
    /// The work itself broke.
    pub async fn work_on_upload<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let _turn = DESK.acquire().await.map_err(|error| AppError::broken(&error))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| AppError::broken(&error))
    }

    impl Upload {
        /// Reads the fields and the one file of that name.
        ///
        /// # Errors
        /// `request_unreadable` when it is no form with a file.
        pub async fn read(self, file: &str) -> Result<FileForm, AppError> {
            let unreadable = || AppError::from(UnreadableId);
            let mut request = Request::builder().header(CONTENT_TYPE, self.content_type).body(Body::from(self.body)).map_err(|_| unreadable())?;
            // The form door has bounded the body already; axum's own bound of 2 MB would call a larger file unreadable.
            DefaultBodyLimit::disable().apply(&mut request);
            let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
            let mut form = FileForm::default();
            while let Some(field) = multipart.next_field().await.map_err(|_| unreadable())? {
                let name = field.name().unwrap_or_default().to_owned();
                if name == file {
                    form.file_name = field.file_name().unwrap_or_default().to_owned();
                    form.bytes = field.bytes().await.map_err(|_| unreadable())?.to_vec();
                } else {
                    form.fields.push((name, field.text().await.map_err(|_| unreadable())?));
                }
            }
            Ok(form)
        }
    }
}
#[cfg(feature = "ssr")]
pub use native::{FileForm, work_on_upload};
