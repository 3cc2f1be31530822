//! The same articles as what people have: plain text as an extractor gives it, and a saved web page.

use super::article::article;

/// A line of plain text has at most so many characters.
const LINE: usize = 72;

/// An article of so many words as plain text: title, byline, hard-wrapped paragraphs, closing lines, a pull quote behind
/// the end.
pub fn text(words: usize) -> String {
    let mut text = "A Long Time at the Same Place\n\nBy Hanna Tregarth\n\n".to_owned();
    let mut quote = "";
    let article = article(words);
    for block in blocks(&article) {
        let block = block.trim_start_matches("## ");
        if let Some((sentence, _)) = block.split_once(". ").filter(|_| quote.is_empty()) {
            quote = sentence;
        }
        wrap(&block.replace('*', ""), &mut text);
        text.push('\n');
    }
    text.push_str("■\n\nEdited by Ilse Aukland\nComments to letters@merrow.example\n\n");
    wrap(quote, &mut text);
    text
}

/// The blocks of an article behind its front matter.
fn blocks(article: &str) -> impl Iterator<Item = &str> {
    article.split_terminator("\n\n").skip(1)
}

fn wrap(block: &str, out: &mut String) {
    let mut length = 0;
    for word in block.split(' ') {
        let is_full = length > 0 && length + 1 + word.chars().count() > LINE;
        out.push_str(if is_full {
            "\n"
        } else if length > 0 {
            " "
        } else {
            ""
        });
        length = if is_full { 0 } else { length + usize::from(length > 0) } + word.chars().count();
        out.push_str(word);
    }
    out.push('\n');
}

const PAGE_HEAD: &str = r#"<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>A Long Time at the Same Place | The Merrow Review</title>
<meta property="og:title" content="A Long Time at the Same Place"><meta property="og:site_name" content="The Merrow Review">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A Long Time at
the Same Place", "datePublished": "2025-11-08", "author": {"@type": "Person", "name": "Hanna Tregarth"}}</script>
</head><body class="single-post wp-embed-responsive">
<nav class="main-navigation"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<main id="main" class="site-main"><article class="post type-post"><header class="entry-header">
<h1 class="entry-title">A Long Time at the Same Place</h1><p class="byline">By <a href="/by/tregarth">Hanna Tregarth</a></p>
</header><div class="entry-content">
"#;

const PAGE_END: &str = r#"</div><div class="share-buttons"><a href="/share">Share this</a></div></article></main>
<aside class="related-posts"><h2>Read next</h2><ul><li><a href="/other">Another story</a></li></ul></aside>
<footer class="site-footer"><p>© The Merrow Review</p></footer></body></html>
"#;

/// The paragraph of a page that holds an advertisement, a script and a picture, after so many others.
const ADVERT_EVERY: usize = 4;

const ADVERT: &str = r#"<div class="ad-slot ad-slot--inline" data-slot="article"><script>window.slots=window.slots||[];window.slots.push({id:"article",sizes:[[300,250],[336,280]],lazy:true});</script></div>
<figure class="wp-block-image size-large"><img loading="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="https://merrow.example/harbour-1024x683.jpg" data-srcset="https://merrow.example/harbour-1024x683.jpg 1024w, https://merrow.example/harbour-300x200.jpg 300w" alt="A harbour"><figcaption class="wp-element-caption">The harbour at low water.</figcaption></figure>
"#;

/// An article of so many words as a saved web page, about 10 bytes a word.
pub fn page(words: usize) -> String {
    let mut page = PAGE_HEAD.to_owned();
    let article = article(words);
    for (number, block) in blocks(&article).enumerate() {
        match block.strip_prefix("## ") {
            Some(heading) => {
                page.push_str(&format!("<h2 class=\"wp-block-heading\" id=\"h-{number}\">{heading}</h2>\n"))
            }
            None => paragraph(number, block, &mut page),
        }
        if number % ADVERT_EVERY == ADVERT_EVERY - 1 {
            page.push_str(ADVERT);
        }
    }
    page + PAGE_END
}

/// A paragraph, with stress and a link in it.
fn paragraph(number: usize, block: &str, page: &mut String) {
    page.push_str(&format!("<p class=\"wp-block-paragraph has-text-align-left\" data-block=\"{number}\">"));
    for (count, part) in block.split('*').enumerate() {
        let mark = ["", "<em>", "</em>"][if count == 0 { 0 } else { 2 - count % 2 }];
        page.push_str(mark);
        page.push_str(&part.replace('&', "&amp;"));
    }
    let unclosed = block.matches('*').count() % 2 == 1;
    page.push_str(if unclosed { "</em>" } else { "" });
    page.push_str(&format!(
        " <a class=\"link\" href=\"https://merrow.example/notes/{number}\">More of this</a>.</p>\n"
    ));
}
