// Runs Ace over many books in one process with one browser. Prints, for each book, one `ok` line or a `fault` line for
// every violation, of whatever impact. Arguments: the books.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, oneLine, print, quiet, require } from './common.mjs'

process.env.PUPPETEER_EXECUTABLE_PATH = chromium

// The runner names its own flags for the browser: ours are added where it starts it.
const puppeteer = createPuppeteer()
function createPuppeteer() {
    const { createRequire } = process.getBuiltinModule('node:module')
    const inside = createRequire(require.resolve('@daisy/ace-axe-runner-puppeteer'))
    const module = inside('puppeteer')
    const original = module.launch.bind(module)
    module.launch = options => original({ ...options, args: [...options.args, ...quiet], timeout: 60_000 })
    return module
}
if (!puppeteer) process.exit(2)

const ace = require('@daisy/ace-core')
const runner = require('@daisy/ace-axe-runner-puppeteer')
const shared = { ...runner, launch: async () => {}, close: async () => {} }

const books = process.argv.slice(2)
const scratch = mkdtempSync(path.join(os.tmpdir(), 'offprint-ace-'))
let faults = 0
const fault = (book, code, place, words) => {
    faults++
    print('fault', book, code, place, oneLine(words))
}

try {
    await runner.launch()
} catch (error) {
    console.error(`ace: the browser did not start: ${error}`)
    process.exit(2)
}
for (const [number, book] of books.entries()) {
    const before = faults
    try {
        const [, report] = await ace(book, {
            cwd: process.cwd(), outdir: path.join(scratch, String(number)), silent: true, initLogger: true,
            fileName: path.join(scratch, 'ace.log'),
        }, shared)
        for (const document of report.assertions) {
            for (const { 'earl:test': test, 'earl:result': result } of document.assertions) {
                if (result['earl:outcome'] !== 'fail') continue
                const place = document['earl:testSubject'].url + ' ' + (result['earl:pointer']?.cfi ?? []).flat().join(' ')
                const words = `${test['earl:impact']}: ${result['dct:description']} ${result.html ?? ''}`
                fault(book, test['dct:title'], place.trim(), words)
            }
        }
        if (report['earl:result']['earl:outcome'] !== 'pass' && faults === before) {
            fault(book, 'outcome', '', report['earl:result']['earl:outcome'])
        }
    } catch (error) {
        fault(book, 'CRASH', '', error?.stack ?? error)
    }
    rmSync(path.join(scratch, String(number)), { recursive: true, force: true })
    if (faults === before) print('ok', book)
}
await runner.close()
rmSync(scratch, { recursive: true, force: true })
print('done', books.length, faults)
process.exit(faults ? 1 : 0)
