//! A form with a file, as browsers send it (RFC 7578): its parts, taken apart where they lie.
//!
//! Only what a browser writes is read: each part has a name, nothing is encoded, and the form is whole. Anything else is no
//! form at all.

/// One field of such a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part<'b> {
    /// The name of the field.
    pub(crate) name: &'b str,
    /// What was in it.
    pub(crate) content: &'b [u8],
}

/// The parts of a form; none when it is not whole, or no such form.
pub(crate) fn parts<'b>(media_type: &str, body: &'b [u8]) -> Option<Vec<Part<'b>>> {
    let boundary = boundary(media_type)?;
    let (first, between) = (format!("--{boundary}"), format!("\r\n--{boundary}"));
    let mut rest = body.strip_prefix(first.as_bytes())?;
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        let part = rest.strip_prefix(b"\r\n")?;
        let end = find(part, between.as_bytes())?;
        parts.push(one(part.get(..end)?)?);
        rest = part.get(end + between.len()..)?;
    }
}

/// The boundary that a media type names.
fn boundary(media_type: &str) -> Option<&str> {
    let mut words = media_type.split(';').map(str::trim);
    if !words.next()?.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = words.find_map(|word| word.strip_prefix("boundary="))?.trim_matches('"');
    (1..=70).contains(&boundary.len()).then_some(boundary)
}

fn one(part: &[u8]) -> Option<Part<'_>> {
    let end = find(part, b"\r\n\r\n")?;
    let head = std::str::from_utf8(part.get(..end)?).ok()?;
    let about = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let name = about.split(';').find_map(|word| word.trim().strip_prefix("name=\"")?.strip_suffix('"'))?;
    Some(Part { name, content: part.get(end + 4..)? })
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.iter().position(|byte| byte == first)?;
        if text.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=----WebKitFormBoundaryAbC";

    fn form(file: &str) -> String {
        format!(
            "------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name=\"_person\"\r\n\r\nme\r\n\
             ------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\
             Content-Type: application/json\r\n\r\n{file}\r\n------WebKitFormBoundaryAbC--\r\n"
        )
    }

    #[test]
    fn each_field_comes_out_as_it_went_in() {
        for file in ["", "{}", "\r\n", "a\r\n--b\r\n\r\nc", "----WebKitFormBoundaryAbC", "\r\n----"] {
            let form = form(file);
            let parts = parts(TYPE, form.as_bytes()).unwrap();
            let wanted = [Part { name: "_person", content: b"me" }, Part { name: "file", content: file.as_bytes() }];
            assert_eq!(parts, wanted, "{file:?}");
        }
    }

    #[test]
    fn a_form_that_is_not_whole_is_no_form() {
        let whole = form("{\"a\":1}");
        let end = whole.rfind("------WebKit").unwrap();
        for length in 0..end {
            assert_eq!(parts(TYPE, &whole.as_bytes()[..length]), None, "{length}");
        }
        for media_type in ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary="] {
            assert_eq!(parts(media_type, whole.as_bytes()), None, "{media_type}");
        }
        assert_eq!(
            parts(TYPE, b"------WebKitFormBoundaryAbC\r\nContent-Type: a\r\n\r\nb\r\n------WebKitFormBoundaryAbC--"),
            None
        );
    }
}
