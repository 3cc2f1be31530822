// Reads the text of PDF files the way a screen reader meets it: in the order of the structure tree. The tree comes from
// qpdf, the characters of each piece of marked content from PDF.js (through the fonts' ToUnicode maps), and PDF.js's own
// reading of the tree is held against qpdf's. Prints, for each file:
//   file PATH PAGES
//   block ROLE/PATH PAGE TEXT     one leaf block, in structure order; inline elements are part of their block
//   alt ROLE/PATH PAGE TEXT       an alternative text
//   artifact PAGE TEXT            what the structure leaves out: running heads, folios, ornaments
//   fault PATH CODE PLACE TEXT    content outside the tree, or a tree that names content that is not there
// Arguments: the files.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { load, packages, print } from './common.mjs'

// Without a canvas PDF.js warns about what drawing would need; nothing is drawn here.
const warn = console.warn
console.warn = () => {}
const pdfjs = await load('pdfjs-dist/legacy/build/pdf.mjs')
console.warn = warn
const { OPS } = pdfjs
const assets = name => pathToFileURL(path.join(packages, 'pdfjs-dist', name)).href + '/'

const inline = new Set(['Span', 'Link', 'Quote', 'Reference', 'Em', 'Strong', 'Code', 'Annot', 'Ruby', 'Warichu', 'BibEntry'])
const grouping = new Set(['Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote', 'L', 'LI', 'Table', 'THead', 'TBody',
    'TFoot', 'TR', 'Figure', 'Aside', 'TOC', 'TOCI', 'NonStruct', 'Index'])

let faults = 0
for (const file of process.argv.slice(2)) {
    const before = faults
    const fault = (code, place, words) => {
        faults++
        print('fault', file, code, place, words)
    }
    try {
        await read(file, fault)
    } catch (error) {
        fault('CRASH', '', error?.stack ?? error)
    }
    if (faults === before) print('ok', file)
}
print('done', process.argv.length - 2, faults)
process.exit(faults ? 1 : 0)

async function read(file, fault) {
    const structure = readStructure(file)
    const pdf = await pdfjs.getDocument({
        data: new Uint8Array(readFileSync(file)), verbosity: 0, disableFontFace: true, useSystemFonts: false,
        isEvalSupported: false, cMapUrl: assets('cmaps'), standardFontDataUrl: assets('standard_fonts'),
        wasmUrl: assets('wasm'), iccUrl: assets('iccs'),
    }).promise
    print('file', file, pdf.numPages)
    const pages = []
    for (let number = 1; number <= pdf.numPages; number++) {
        const page = await pdf.getPage(number)
        pages.push(await readPage(page))
        pages.at(-1).tree = contentOf(await page.getStructTree())
        page.cleanup()
    }
    const used = pages.map(() => new Set())
    write(structure, pages, used, fault)
    for (const [index, page] of pages.entries()) {
        const place = `page ${index + 1}`
        for (const id of page.marked.keys()) {
            if (!used[index].has(id) && page.marked.get(id).trim()) fault('not-in-tree', `${place} MCID ${id}`, page.marked.get(id))
        }
        if (page.loose.trim()) fault('unmarked', place, page.loose)
        for (const text of page.artifacts) if (text.trim()) print('artifact', index + 1, text)
        const ours = [...used[index]].sort((a, b) => a - b).join(' ')
        const theirs = [...new Set(page.tree)].sort((a, b) => a - b).join(' ')
        if (ours !== theirs) fault('pdfjs-tree', place, `PDF.js reads content ${theirs}, the tree holds ${ours}`)
    }
    await pdf.destroy()
}

// The numbers of marked content that PDF.js finds in a page's tree.
function contentOf(node) {
    if (!node) return []
    if (node.type === 'content') return [Number(node.id.replace(/^.*_mc/, ''))]
    return (node.children ?? []).flatMap(contentOf)
}

// The text of a page by number of marked content, of its artifacts, and what stands outside both.
async function readPage(page) {
    const { fnArray, argsArray } = await page.getOperatorList()
    const marked = new Map(), artifacts = [], stack = []
    let loose = ''
    const add = text => {
        const owner = stack.findLast(entry => entry !== null)
        if (owner === undefined) loose += text
        else if (owner === 'artifact') artifacts[artifacts.length - 1] += text
        else marked.set(owner, marked.get(owner) + text)
    }
    for (let i = 0; i < fnArray.length; i++) {
        const args = argsArray[i]
        switch (fnArray[i]) {
            case OPS.beginMarkedContent:
            case OPS.beginMarkedContentProps: {
                const [tag, id] = args
                const name = tag?.name ?? tag
                if (name === 'Artifact') {
                    artifacts.push('')
                    stack.push('artifact')
                } else if (Number.isInteger(id)) {
                    if (!marked.has(id)) marked.set(id, '')
                    stack.push(id)
                } else stack.push(null)
                break
            }
            case OPS.endMarkedContent:
                stack.pop()
                break
            case OPS.showText:
            case OPS.showSpacedText:
            case OPS.nextLineShowText:
            case OPS.nextLineSetSpacingShowText: {
                const glyphs = args.find(Array.isArray) ?? []
                add(glyphs.map(glyph => glyph?.unicode ?? '').join(''))
                break
            }
        }
    }
    return { marked, artifacts, loose }
}

// The structure tree as qpdf reads it: { role, alt, kids }, where a kid is an element or { page, id }.
function readStructure(file) {
    let text
    try {
        text = execFileSync('qpdf', ['--json=2', '--json-key=qpdf', '--json-key=pages', file], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] })
    } catch (error) {
        if (error.status !== 3 || !error.stdout?.length) throw error
        text = error.stdout
    }
    const json = JSON.parse(text)
    const objects = json.qpdf[1]
    const get = value => {
        for (let hops = 0; typeof value === 'string' && /^\d+ \d+ R$/.test(value) && hops < 9; hops++) {
            const object = objects[`obj:${value}`]
            value = object?.value ?? object?.stream?.dict
        }
        return value
    }
    const words = value => {
        const text = get(value)
        if (typeof text !== 'string') return undefined
        if (text.startsWith('u:')) return text.slice(2)
        return text.startsWith('b:') ? Buffer.from(text.slice(2), 'hex').toString('latin1') : text
    }
    const pageOf = new Map(json.pages.map((page, index) => [page.object, index]))
    const root = get(get(get(objects.trailer.value['/Root']))['/StructTreeRoot'])
    if (!root) throw new Error('no structure tree')
    const roles = get(root['/RoleMap']) ?? {}
    const standard = role => {
        for (let hops = 0; roles[role] && hops < 9; hops++) role = get(roles[role])
        return role.slice(1)
    }
    const list = value => {
        const kids = get(value)
        return kids === undefined || kids === null ? [] : Array.isArray(kids) ? kids : [value]
    }
    const kid = (reference, page) => {
        const value = get(reference)
        if (Number.isInteger(value)) return [{ page: pageOf.get(page), id: value }]
        if (!value || value['/Type'] === '/OBJR') return []
        if (value['/Type'] === '/MCR') return [{ page: pageOf.get(value['/Pg'] ?? page), id: get(value['/MCID']) }]
        return [element(value, page)]
    }
    const element = (dict, inherited) => {
        const page = dict['/Pg'] ?? inherited
        return {
            role: standard(get(dict['/S'])),
            alt: words(dict['/Alt']),
            kids: list(dict['/K']).flatMap(reference => kid(reference, page)),
        }
    }
    return { role: '', kids: list(root['/K']).flatMap(reference => kid(reference)) }
}

function write(root, pages, used, fault) {
    // The block that is being gathered; a child block ends it.
    let block = null
    const flush = () => {
        if (block?.text.trim()) print('block', block.trail, block.page, block.text)
        block = null
    }
    const content = ({ page, id }, trail) => {
        const text = pages[page]?.marked.get(id)
        if (text === undefined) return fault('absent', `page ${page + 1} MCID ${id}`, `the tree names content that is not there: ${trail}`)
        if (used[page].has(id)) fault('twice', `page ${page + 1} MCID ${id}`, text)
        used[page].add(id)
        block ??= { trail, page: page + 1, text: '' }
        block.text += text
    }
    const walk = (element, trail) => {
        const blocks = grouping.has(element.role) || element.role === ''
            || element.kids.some(child => child.role && !inline.has(child.role))
        for (const child of element.kids) {
            if (child.role === undefined) content(child, trail)
            else if (inline.has(child.role) && !blocks) {
                if (child.alt) print('alt', `${trail}/${child.role}`, block?.page ?? '', child.alt)
                walk(child, trail)
            } else {
                flush()
                const path = trail ? `${trail}/${child.role}` : child.role
                if (child.alt) print('alt', path, '', child.alt)
                walk(child, path)
                flush()
            }
        }
    }
    walk(root, '')
    flush()
}
