//! A picture that somebody sent to a bot: where it lies, and what is in it.

use chat::Unfetched;
use domain::catalog_bounds::{LARGEST_PICTURE, is_picture};
use serde::Deserialize;
use teloxide::payloads::GetFile;
use teloxide::types::FileId;

use crate::api::{ApiError, Transport};

/// What Telegram tells of a file.
#[derive(Deserialize)]
struct Described {
    file_path: Option<String>,
    file_size: Option<u64>,
}

/// Fetches a picture by Telegram's name of it.
///
/// # Errors
/// It is none, it is too large, or Telegram does not give it.
pub async fn photo(transport: &impl Transport, file: &str) -> Result<Vec<u8>, Unfetched> {
    let described = transport.call(&GetFile::new(FileId(file.to_owned()))).await.map_err(why)?;
    let described: Described = serde_json::from_str(described.get()).map_err(|_| why(ApiError::Garbage))?;
    if described.file_size.is_some_and(|size| size > LARGEST_PICTURE as u64) {
        return Err(Unfetched::TooLarge);
    }
    let path = described.file_path.ok_or_else(|| why(ApiError::Garbage))?;
    let content = transport.download(&path, LARGEST_PICTURE).await.map_err(why)?;
    if is_picture(&content) { Ok(content) } else { Err(Unfetched::NotAPicture) }
}

/// The log hears what the person is not told. No [`ApiError`] carries an address, which would contain the token.
fn why(error: ApiError) -> Unfetched {
    if error == ApiError::TooLarge {
        return Unfetched::TooLarge;
    }
    tracing::warn!(%error, "a picture could not be fetched");
    Unfetched::Unreached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Api, Token};

    const TOKEN: &str = "123456789:AAFabcdefghijklmnopqrstuvwxyz012345";

    /// A server that answers `getFile` with this size and any download with these bytes.
    async fn server(size: usize, content: Vec<u8>) -> Api {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut asked = vec![0; 4096];
                let count = stream.read(&mut asked).await.unwrap();
                let body = match asked[..count].starts_with(b"GET /file/bot") {
                    true => content.clone(),
                    false => format!(
                        r#"{{"ok":true,"result":{{"file_id":"f","file_unique_id":"u","file_size":{size},"file_path":"photos/file_1.jpg"}}}}"#
                    )
                    .into_bytes(),
                };
                let head =
                    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
                stream.write_all(head.as_bytes()).await.unwrap();
                // Whoever has heard enough hangs up.
                let _ = stream.write_all(&body).await;
            }
        });
        Api::new(&url, &Token::parse(TOKEN).unwrap(), None).unwrap()
    }

    #[tokio::test]
    async fn a_picture_is_fetched_and_what_is_none_or_too_large_is_not() {
        let jpeg = b"\xff\xd8\xff\xe0".to_vec();
        assert_eq!(photo(&server(4, jpeg.clone()).await, "f").await, Ok(jpeg));
        assert_eq!(photo(&server(5, b"Maria".to_vec()).await, "f").await, Err(Unfetched::NotAPicture));
        assert_eq!(
            photo(&server(LARGEST_PICTURE + 1, Vec::new()).await, "f").await,
            Err(Unfetched::TooLarge)
        );
        let mut liar = b"\xff\xd8\xff\xe0".to_vec();
        liar.resize(LARGEST_PICTURE + 1, 0);
        assert_eq!(photo(&server(4, liar).await, "f").await, Err(Unfetched::TooLarge), "its size was a lie");
    }

    #[tokio::test]
    async fn no_error_tells_the_address_with_the_token_and_no_path_leads_elsewhere() {
        let api = Api::new("http://127.0.0.1:9", &Token::parse(TOKEN).unwrap(), None).unwrap();
        let error = api.download("photos/file_1.jpg", 10).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("AAF"), "{error}");
        for path in ["../getUpdates", "/etc/passwd", "photos/../x", "a?b", "", "photos//x", "http://other/"] {
            assert_eq!(api.download(path, 10).await, Err(ApiError::Garbage), "{path}");
        }
    }
}
