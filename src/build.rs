//! Tells the program of which commit and for which machine it is built. A build without git, from a tarball perhaps, is told by
//! `ZAPIS_COMMIT`, or does without.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    println!("cargo::rerun-if-env-changed=ZAPIS_COMMIT");
    let told = std::env::var("ZAPIS_COMMIT").ok().filter(|commit| !commit.trim().is_empty());
    let commit = told.or_else(|| is_release().then(|| head(Path::new(".git"))).flatten());
    if let Some(commit) = commit {
        println!("cargo::rustc-env=ZAPIS_BUILT_OF={}", commit.trim());
    }
    println!("cargo::rustc-env=ZAPIS_BUILT_FOR={}", std::env::var("TARGET").unwrap_or_default());
}

/// Who develops compiles after every commit; it need not be all over again because the commit has another name.
fn is_release() -> bool {
    std::env::var("PROFILE").is_ok_and(|profile| profile == "release")
}

/// The commit that is checked out.
fn head(git: &Path) -> Option<String> {
    let git = folder(git)?;
    let head = followed(&git.join("HEAD"))?;
    let Some(name) = head.trim().strip_prefix("ref: ") else { return Some(head) };
    // Branches are common to all work trees of a repository.
    let common = fs::read_to_string(git.join("commondir")).ok();
    let common = common.map_or_else(|| git.clone(), |common| git.join(common.trim()));
    followed(&common.join(name)).or_else(|| packed(&common.join("packed-refs"), name))
}

/// In a work tree beside the first one `.git` is a file that names the folder.
fn folder(git: &Path) -> Option<PathBuf> {
    if git.is_dir() {
        return Some(git.to_owned());
    }
    let text = fs::read_to_string(git).ok()?;
    Some(PathBuf::from(text.strip_prefix("gitdir: ")?.trim()))
}

fn packed(file: &Path, name: &str) -> Option<String> {
    let line = |line: &str| {
        line.split_once(' ').filter(|(_, found)| *found == name).map(|(commit, _)| commit.to_owned())
    };
    followed(file)?.lines().find_map(line)
}

/// What a file says; the build is done again when it says something else.
fn followed(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    println!("cargo::rerun-if-changed={}", file.display());
    Some(text)
}
