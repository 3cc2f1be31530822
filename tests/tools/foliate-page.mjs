// Runs inside the browser: opens a book in foliate-js, walks it and returns what a reader would find.
import '/foliate/view.js'

const EPUB = 'http://www.idpf.org/2007/ops'
let view

const types = element => (element.getAttributeNS(EPUB, 'type') ?? '').split(/\s+/).filter(Boolean)
const roles = element => (element.getAttribute('role') ?? '').split(/\s+/).filter(Boolean)
const words = text => (text ?? '').replace(/\s+/g, ' ').trim()
const name = value => typeof value === 'string' ? value : value ? Object.values(value)[0] : ''
const people = value => (Array.isArray(value) ? value : value ? [value] : [])
    .map(one => typeof one === 'string' ? { name: one } : one)
    .map(one => ({ name: name(one.name), role: [one.role ?? []].flat().join(' '), sortAs: name(one.sortAs) }))
const flat = (items, depth = 0) => (items ?? []).flatMap(item =>
    [{ depth, label: words(item.label), href: item.href }, ...flat(item.subitems, depth + 1)])

const kind = a => {
    const named = [...types(a), ...roles(a)]
    if (named.some(value => /noteref$/.test(value))) return 'noteref'
    if (named.some(value => /backlink$/.test(value))) return 'backlink'
    return 'link'
}

export async function open(url, css) {
    view?.close()
    view?.remove()
    view = document.createElement('foliate-view')
    document.body.append(view)
    const blob = await (await fetch(url)).blob()
    await view.open(new File([blob], 'book.epub'))
    view.renderer.setAttribute('max-column-count', '1')
    if (css) view.renderer.setStyles(css)
}

export function facts() {
    const { metadata, toc, landmarks, pageList, sections, dir } = view.book
    return {
        title: name(metadata.title), subtitle: name(metadata.subtitle), language: [metadata.language].flat().join(' '),
        published: metadata.published ?? '', dir: dir ?? '', identifier: metadata.identifier ?? '',
        authors: people(metadata.author), contributors: people(metadata.contributor),
        toc: flat(toc), landmarks: (landmarks ?? []).map(({ label, href, type }) => ({ label: words(label), href, type: [type].flat().join(' ') })),
        pages: flat(pageList), sections: sections.map(({ id, linear }) => ({ id, linear: linear ?? 'yes' })),
    }
}

// Shows one spine item; returns what stands on it and what is wrong with it.
export async function show(index) {
    const faults = []
    const resolved = await view.goTo(index)
    const shown = view.renderer.getContents().find(contents => contents.index === index)
    if (!resolved || !shown?.doc?.body) return { faults: ['it does not render'], links: [] }
    const { doc } = shown
    if (doc.querySelector('parsererror')) faults.push('it is not well-formed XML')
    const { width, height } = doc.documentElement.getBoundingClientRect()
    if (!width || !height) faults.push('it renders as nothing')
    for (const image of doc.images) if (!image.complete || !image.naturalWidth) faults.push(`image does not load: ${image.getAttribute('src')}`)
    const ids = new Set()
    for (const { id } of doc.querySelectorAll('[id]')) {
        if (ids.has(id)) faults.push(`id stands twice: ${id}`)
        ids.add(id)
    }
    const section = view.book.sections[index]
    const links = []
    for (const a of doc.querySelectorAll('a[href]')) {
        const href = section.resolveHref(a.getAttribute('href'))
        if (!view.book.isExternal(href)) links.push({ kind: kind(a), href, text: words(a.textContent || a.getAttribute('aria-label')) })
    }
    return { faults, links, characters: words(doc.body.textContent).length, images: doc.images.length }
}

// Follows a link; says why it does not land on its target, or nothing when it does.
export async function follow(href) {
    const target = view.book.resolveHref(href)
    if (!target || target.index < 0) return 'no such document in the spine'
    const moved = new Promise(resolve => view.addEventListener('relocate', resolve, { once: true }))
    await view.goTo(href)
    await Promise.race([moved, new Promise(resolve => setTimeout(resolve, 2000))])
    const shown = view.renderer.getContents().find(contents => contents.index === target.index)
    if (!shown) return 'its document is not shown'
    if (!href.includes('#')) return ''
    const element = target.anchor(shown.doc)
    if (!element) return 'no element has that id'
    const { range } = view.lastLocation ?? {}
    const bounds = element.getClientRects()[0]
    if (!bounds) return ''
    if (range && range.startContainer.ownerDocument === shown.doc && !range.intersectsNode(element)) {
        // An empty target (a page break) may stand just before the first words that are seen.
        if (words(element.textContent)) return 'its target is not on the page that is shown'
    }
    return ''
}

// Opens a note the way a reader pops it up; returns its type and text.
export async function pop(href) {
    const target = view.book.resolveHref(href)
    const section = view.book.sections[target?.index]
    if (!section) return null
    const doc = await section.createDocument()
    const element = target.anchor(doc)
    if (!element) return null
    const named = [...types(element), ...roles(element)]
    return { type: named.join(' '), tag: element.localName, text: words(element.textContent) }
}

export async function next() {
    const before = view.lastLocation?.cfi
    await view.renderer.next()
    return view.lastLocation?.cfi !== before
}

