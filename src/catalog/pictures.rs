//! The pictures of specialists: files beside the document, which names them.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path};

use domain::catalog_bounds::{LARGEST_PICTURE, is_picture};
use toml::Spanned;

use super::file::Document;
use crate::document::Problem;

/// What is in each file that the document names.
pub type Pictures = HashMap<String, Vec<u8>>;

pub(super) fn read(document: &Document, folder: &Path) -> Result<Pictures, Problem> {
    let mut found = Pictures::new();
    for photo in document.specialist.iter().filter_map(|specialist| specialist.photo.as_ref()) {
        let name = name(photo)?;
        let picture = picture(&folder.join(&name))
            .map_err(|why| Problem::at(photo.span(), format!("photo: \"{name}\" {why}")))?;
        found.insert(name, picture);
    }
    Ok(found)
}

/// The name of a file in the document's folder, or in one below.
pub(super) fn name(found: &Spanned<String>) -> Result<String, Problem> {
    let name = found.get_ref().trim();
    let below = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    match (1..=200).contains(&name.chars().count()) && !name.chars().any(char::is_control) && below {
        true => Ok(name.to_owned()),
        false => {
            let reason = "photo: write the name of a file beside this document, such as \"maria.jpg\"";
            Err(Problem::at(found.span(), reason))
        }
    }
}

/// Writes each picture into its file, where a document in `folder` finds it.
///
/// # Errors
/// A file cannot be written.
pub fn save(pictures: &Pictures, folder: &Path) -> std::io::Result<()> {
    for (name, content) in pictures {
        let file = folder.join(name);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, content)?;
    }
    Ok(())
}

/// What is in a file, if it is a picture that Telegram shows; otherwise why not, and the mend.
fn picture(path: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            "is not beside this document; put it there, or leave the key out".to_owned()
        }
        _ => format!("cannot be read ({error}); let the user of the service read it"),
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(LARGEST_PICTURE as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > LARGEST_PICTURE {
        return Err("is larger than 5 MB; make it smaller".to_owned());
    }
    if is_picture(&bytes) {
        return Ok(bytes);
    }
    Err("is neither JPEG nor PNG; save it as one of them".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::pictures;
    use super::*;

    fn of(photo: &str, folder: &Path) -> Result<Pictures, String> {
        let text = format!(
            "hours = \"Mon 9:00-18:00\"\n[[service]]\nname = \"a\"\nduration = \"1h\"\nprice = 1\n[[specialist]]\nname = \"b\"\nphoto = \"{photo}\""
        );
        pictures(Path::new("salon.toml"), &text, folder).map_err(|error| error.to_string())
    }

    #[test]
    fn a_picture_is_read_from_beside_the_document_and_what_is_none_is_told_with_the_mend() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, content: &[u8]| std::fs::write(folder.path().join(name), content).unwrap();
        put("maria.jpg", b"\xff\xd8\xff\xe0");
        put("note.jpg", b"Maria");
        put("empty.png", b"");
        let mut large = b"\x89PNG\r\n\x1a\n".to_vec();
        large.resize(5 << 20, 0);
        put("fits.png", &large);
        large.push(0);
        put("large.png", &large);
        std::fs::create_dir(folder.path().join("folder.jpg")).unwrap();
        let read = of("maria.jpg", folder.path()).unwrap();
        assert_eq!(read["maria.jpg"], b"\xff\xd8\xff\xe0");
        assert!(of("fits.png", folder.path()).is_ok());
        for (name, said) in [
            ("boris.jpg", "salon.toml:8: photo: \"boris.jpg\" is not beside this document; put it there"),
            ("note.jpg", "is neither JPEG nor PNG"),
            ("empty.png", "is neither JPEG nor PNG"),
            ("large.png", "is larger than 5 MB"),
            ("folder.jpg", "cannot be read"),
            ("../maria.jpg", "salon.toml:8: photo: write the name of a file beside this document"),
            ("/etc/maria.jpg", "write the name of a file beside this document"),
            (" ", "write the name of a file beside this document"),
        ] {
            let error = of(name, folder.path()).unwrap_err();
            assert!(error.contains(said) && !error.contains('\n'), "{name} → {error}");
        }
    }
}
