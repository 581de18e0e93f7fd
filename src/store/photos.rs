//! The pictures of specialists.

use std::collections::{BTreeMap, HashMap};

use domain::{PhotoId, SpecialistId};

use crate::error::{Error, Result};
use crate::tx::Tx;

impl Tx {
    /// The picture of a specialist, if there is one.
    pub fn photo_of(&self, specialist: SpecialistId) -> Result<Option<PhotoId>> {
        let sql = "SELECT photo_id FROM specialist WHERE id = ?1";
        let found = self.row(sql, [specialist.get()], |row| Ok(row.get::<_, Option<i64>>(0)?))?;
        Ok(found.flatten().map(PhotoId::from))
    }

    /// The files that the catalogue document names for those who can be booked.
    pub(crate) fn photo_names(&self) -> Result<BTreeMap<SpecialistId, String>> {
        let sql = "SELECT id, photo_name FROM specialist WHERE active AND photo_name IS NOT NULL";
        let found = self.rows(sql, [], |row| Ok((SpecialistId::from(row.get::<_, i64>(0)?), row.get(1)?)))?;
        Ok(found.into_iter().collect())
    }

    /// Puts in what is in the files that the catalogue names. A picture that was there before keeps its number, and so the name under which
    /// Telegram has it; one that nobody shows any more goes.
    pub fn put_photos(&self, files: &HashMap<String, Vec<u8>>) -> Result<()> {
        for (name, content) in files {
            let photo = self.photo(content)?;
            self.write("UPDATE specialist SET photo_id = ?2 WHERE photo_name = ?1", (name, photo))?;
        }
        self.write(
            "DELETE FROM photo WHERE NOT EXISTS (SELECT 1 FROM specialist WHERE photo_id = photo.id)
               AND NOT EXISTS (SELECT 1 FROM attachment WHERE photo_id = photo.id)",
            [],
        )?;
        Ok(())
    }

    /// What is in each file that the catalogue names.
    pub fn photos(&self) -> Result<HashMap<String, Vec<u8>>> {
        let sql = "SELECT photo_name, content FROM specialist JOIN photo ON photo.id = photo_id
             WHERE active AND photo_name IS NOT NULL";
        Ok(self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
    }

    fn photo(&self, content: &[u8]) -> Result<i64> {
        let known = self.row("SELECT id FROM photo WHERE content = ?1", [content], |row| Ok(row.get(0)?))?;
        if let Some(id) = known {
            return Ok(id);
        }
        let new = "INSERT INTO photo (content) VALUES (?1) RETURNING id";
        self.row(new, [content], |row| Ok(row.get(0)?))?.ok_or(Error::Changed)
    }
}
