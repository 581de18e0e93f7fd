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

    /// The files that the catalogue document names for those whom it knows.
    pub(crate) fn photo_names(&self) -> Result<BTreeMap<SpecialistId, String>> {
        let sql = "SELECT id, photo_name FROM specialist WHERE listed AND photo_name IS NOT NULL";
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
        self.drop_unseen_photos()
    }

    /// Puts in another picture of a specialist, or takes the one away that there is. It gets the name of a file of its own, under which the
    /// catalogue's document names it.
    ///
    /// # Errors
    /// [`Error::Changed`] when the specialist is not as they were seen.
    pub fn set_photo(&self, of: SpecialistId, seen: i64, content: Option<&[u8]>) -> Result<()> {
        let photo = content.map(|content| self.photo(content)).transpose()?;
        let name = content.map(|content| self.free_photo_name(of, content)).transpose()?;
        let sql = "UPDATE specialist SET photo_id = ?3, photo_name = ?4, version = version + 1
             WHERE id = ?1 AND version = ?2 AND listed";
        match self.write(sql, (of.get(), seen, photo, name))? {
            1 => self.drop_unseen_photos(),
            _ => Err(Error::Changed),
        }
    }

    /// The name of a file that nobody else's picture has.
    fn free_photo_name(&self, of: SpecialistId, content: &[u8]) -> Result<String> {
        let end = if content.starts_with(b"\x89PNG") { "png" } else { "jpg" };
        let sql = "SELECT 1 FROM specialist WHERE photo_name = ?1 AND id <> ?2";
        for count in 0_u32.. {
            let count = if count == 0 { String::new() } else { format!("-{count}") };
            let name = format!("specialist-{of}{count}.{end}");
            if self.row(sql, (&name, of.get()), |_| Ok(()))?.is_none() {
                return Ok(name);
            }
        }
        Err(Error::Changed)
    }

    fn drop_unseen_photos(&self) -> Result<()> {
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
             WHERE listed AND photo_name IS NOT NULL";
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
