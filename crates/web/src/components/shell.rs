//! The frame of every page: skip link, brand, the way to the emergency signs, menu, content, footer.

use maud::{DOCTYPE, Markup, html};

use super::{EMERGENCY_HREF, Words};
use crate::figures::icon;

/// Where the shared files are served from.
#[derive(Debug, Clone, Copy)]
pub struct Assets<'a> {
    /// The style sheet.
    pub style: &'a str,
    /// The script.
    pub script: &'a str,
    /// The icon.
    pub icon: &'a str,
}

impl Default for Assets<'static> {
    fn default() -> Self {
        Self { style: "/assets/style.css", script: "/assets/app.js", icon: "/assets/icon.svg" }
    }
}

/// One entry of the main menu.
#[derive(Debug, Clone, Copy)]
pub struct NavItem<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// A short word.
    pub label: &'a str,
    /// The name of an [`icon`].
    pub icon: &'a str,
}

/// Everything a page consists of.
#[derive(Debug, Clone)]
pub struct PageShell<'a> {
    /// The page's own title; the brand is added behind it.
    pub title: &'a str,
    /// BCP 47, as `en` or `es-MX`.
    pub lang: &'a str,
    /// `light`, `dark`, or `None` to follow the system.
    pub theme: Option<&'a str>,
    /// The main menu; empty while a check is under way, so that one thing is in view.
    pub nav: &'a [NavItem<'a>],
    /// The `href` of the entry of `nav` that this page belongs to.
    pub nav_current: Option<&'a str>,
    /// The number to call in an emergency, as said in the person's country.
    pub emergency_number: &'a str,
    /// Links in the footer, as href and label.
    pub footer_links: &'a [(&'a str, &'a str)],
    /// Where the shared files are.
    pub assets: Assets<'a>,
    /// More elements for the head (a manifest link, a second script file). No inline style or script: the policy forbids it.
    pub head: Markup,
    /// The content. Its first heading is an `h1`.
    pub body: Markup,
    /// The words in the person's language.
    pub words: Words<'a>,
}

impl Default for PageShell<'_> {
    fn default() -> Self {
        Self {
            title: "",
            lang: "en",
            theme: None,
            nav: &[],
            nav_current: None,
            emergency_number: "112",
            footer_links: &[],
            assets: Assets::default(),
            head: html! {},
            body: html! {},
            words: Words::ENGLISH,
        }
    }
}

/// The whole page.
pub fn page(shell: &PageShell<'_>) -> Markup {
    let words = &shell.words;
    html! {
        (DOCTYPE)
        html lang=(shell.lang) dir=(direction(shell.lang)) data-theme=[shell.theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                title { (shell.title) " – Easeback" }
                link rel="stylesheet" href=(shell.assets.style);
                link rel="icon" href=(shell.assets.icon) type="image/svg+xml";
                script src=(shell.assets.script) defer {}
                (shell.head)
            }
            body {
                a.skip href="#content" { (words.skip_to_content) }
                header.top {
                    div {
                        a.brand href="/" { (brand_mark()) "Easeback" }
                        a.to-help href=(EMERGENCY_HREF) { (icon("emergency")) (words.emergency_signs) }
                    }
                }
                @if !shell.nav.is_empty() {
                    nav.nav aria-label=(words.main_menu) {
                        ul {
                            @for item in shell.nav {
                                li {
                                    a href=(item.href) aria-current=[(shell.nav_current == Some(item.href)).then_some("page")] {
                                        (icon(item.icon)) (item.label)
                                    }
                                }
                            }
                        }
                    }
                }
                main #content tabindex="-1" { (shell.body) }
                footer.foot {
                    div {
                        p { (words.footer_not_a_device) " " (words.footer_not_reviewed) }
                        p {
                            (words.in_an_emergency_call) " "
                            @if shell.emergency_number.contains(char::is_alphabetic) { strong { (shell.emergency_number) } }
                            @else { a.number href={ "tel:" (dialled(shell.emergency_number)) } { strong { (shell.emergency_number) } } }
                        }
                        @if !shell.footer_links.is_empty() {
                            p { @for (href, label) in shell.footer_links { a href=(href) { (label) } " " } }
                        }
                    }
                }
            }
        }
    }
}

/// The mark: the curve of a spine that eases into a line. Decoration; the name stands beside it.
pub fn brand_mark() -> Markup {
    html! {
        svg viewBox="0 0 64 64" width="28" height="28" aria-hidden="true" focusable="false" {
            rect width="64" height="64" rx="15" fill="#0e6962" {}
            g fill="none" stroke="#fbf8f3" stroke-width="8.5" stroke-linecap="round" {
                path d="M19 10C29 17 31 25 26 33S21 48 32 50" stroke-dasharray=".1 11" {}
                path d="M33 50.5H54" {}
            }
        }
    }
}

/// A number as a telephone dials it: digits and a leading plus.
pub(super) fn dialled(number: &str) -> String {
    number.chars().filter(|sign| sign.is_ascii_digit() || matches!(sign, '+' | '*' | '#')).collect()
}

fn direction(lang: &str) -> &'static str {
    match lang.split('-').next().unwrap_or_default() {
        "ar" | "fa" | "he" | "ur" | "ps" | "yi" => "rtl",
        _ => "ltr",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_leads_to_the_emergency_signs_and_says_what_easeback_is_not() {
        let text = page(&PageShell::default()).into_string();
        assert!(text.contains("href=\"/emergency\""));
        assert!(text.contains("not a medical device"));
        assert!(text.contains("does not diagnose"));
        assert!(text.contains("No clinician has reviewed it yet"));
    }

    #[test]
    fn a_page_carries_no_inline_style_or_script() {
        let text = page(&PageShell::default()).into_string();
        assert!(!text.contains("style="));
        assert!(!text.contains("<style"));
        assert!(text.contains("<script src=\"/assets/app.js\" defer></script>"));
    }

    #[test]
    fn a_number_is_dialled_without_its_spaces() {
        assert_eq!(dialled("+1 (800) 222-1222"), "+18002221222");
    }
}
