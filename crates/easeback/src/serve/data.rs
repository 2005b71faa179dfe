//! The one file that everything is kept in: where it lies, and that only one Easeback works on it.

use crate::error::Error;
use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

const NAME: &str = "easeback.sqlite";

/// The file in the data folder of this platform, where it does not roam to other machines.
pub(crate) fn usual_place() -> Result<PathBuf, Error> {
    let set = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || env::home_dir().filter(|path| path.is_absolute());
    let folder = if cfg!(windows) {
        set("LOCALAPPDATA").map(|data| data.join("Easeback"))
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support/Easeback"))
    } else {
        set("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local/share"))).map(|data| data.join("easeback"))
    };
    folder.map(|folder| folder.join(NAME)).ok_or(Error::NoHome)
}

/// Held while the file is in use. The system lets go of it when the program ends, however it ends.
///
/// The database has locks of its own, so nothing would break without it; but two windows of two programs on the same log
/// confuse a person. `easeback log` takes no lock: it writes for a moment, and the app reads on from there.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// None where there can be no lock, such as in a folder that may only be read.
    file: Option<File>,
}

impl Lock {
    /// Takes the lock and notes the address, or says at which address the other one is.
    pub(super) fn take(data: &Path, address: &str) -> Result<Self, Error> {
        let path = beside(data);
        let Some(mut file) = open(&path) else { return Ok(Self { path, file: None }) };
        match file.try_lock() {
            Ok(()) => {
                // Only a help for whoever comes second.
                let _ = file.set_len(0).and_then(|()| file.write_all(address.as_bytes()));
                Ok(Self { path, file: Some(file) })
            }
            Err(TryLockError::WouldBlock) => {
                let mut other = String::new();
                let read = file.take(200).read_to_string(&mut other);
                let at = if read.is_ok() && !other.is_empty() { format!(" at {other}") } else { String::new() };
                Err(Error::InUse { path: data.to_owned(), at })
            }
            // A file system without locks.
            Err(TryLockError::Error(_)) => Ok(Self { path, file: None }),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.file.is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn beside(data: &Path) -> PathBuf {
    let mut name = data.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

/// Opens or makes the file, with its folder, for its owner only.
fn open(path: &Path) -> Option<File> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    let mut file = OpenOptions::new();
    file.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or(Ok(()), |parent| folder.create(parent)).and_then(|()| file.open(path)).ok()
}
