//! Medicines and herbs: a tablet and a glass, a leaf.

use maud::{Markup, html};

use super::Drawing;
use super::things::{filled, floor};

pub(super) fn drawings(id: &str) -> Option<Vec<Drawing>> {
    Some(match id {
        "ibuprofen" => vec![Drawing {
            title: "A round tablet and a full glass of water",
            width: 150,
            height: 110,
            marks: html! { (glass()) (round_tablet()) (floor(10.0, 140.0, 101.0)) },
        }],
        "acetaminophen" => vec![Drawing {
            title: "An oblong tablet and a glass of water",
            width: 150,
            height: 110,
            marks: html! { (glass()) (oblong_tablet()) (floor(10.0, 140.0, 101.0)) },
        }],
        "willow_bark" => vec![willow()],
        "devils_claw" => vec![claw()],
        _ => return None,
    })
}

fn glass() -> Markup {
    html! {
        (filled("M33 44q10 6 20 0t18 0l-4 52H37z"))
        path stroke-width="5" d="M28 18L36 97H68L76 18" {}
    }
}

fn round_tablet() -> Markup {
    html! {
        circle cx="112" cy="79" r="17" stroke-width="5" {}
        path stroke-width="4" d="M101 83L122 74" {}
    }
}

fn oblong_tablet() -> Markup {
    html! {
        rect x="90" y="76" width="44" height="20" rx="10" stroke-width="5" {}
        path stroke-width="4" d="M112 78V94" {}
    }
}

fn willow() -> Drawing {
    Drawing {
        title: "A twig of willow with long narrow leaves",
        width: 150,
        height: 120,
        marks: html! {
            path stroke-width="4.5" d="M18 108C50 92 92 60 128 14" {}
            (filled("M56 88C52 62 62 40 76 26C84 46 78 70 56 88z"))
            (filled("M84 64C84 42 94 24 108 12C114 32 106 50 84 64z"))
            (filled("M62 84C84 92 106 92 124 84C110 70 84 70 62 84z"))
            (filled("M94 54C112 62 130 60 144 50C132 40 110 40 94 54z"))
        },
    }
}

fn claw() -> Drawing {
    Drawing {
        title: "A lobed leaf of devil's claw",
        width: 130,
        height: 120,
        marks: html! {
            path stroke-width="4.5" d="M26 114C40 106 52 96 58 82" {}
            (filled("M56 86C44 88 32 80 28 68C34 68 38 66 40 63C32 56 30 46 34 36C40 42 46 42 50 39C50 28 56 18 66 12C70 24 76 30 82 31C86 26 94 24 100 26C100 36 96 40 92 44C98 50 102 58 100 68C94 66 88 68 85 72C80 82 68 88 56 86z"))
            path.h stroke-width="3" d="M56 86C62 64 66 46 67 30M61 68L42 54M64 62L86 52" {}
        },
    }
}
