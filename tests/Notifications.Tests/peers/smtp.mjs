// A mail server for the tests: says on standard output what it gets, a JSON object a line.
// Argument: {"security": "starttls"|"tls"|"none", "cert", "key": PEM files, "user", "password", "methods", "size", "smtputf8", "port"}
import { readFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

const wanted = JSON.parse(process.argv[2] ?? '{}')
const say = (what) => process.stdout.write(JSON.stringify(what) + '\n')

const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code })
const drop = (session) => {
  for (const connection of server.connections) if (connection.session.id === session.id) connection._socket.destroy()
}

const server = new SMTPServer({
  secure: wanted.security === 'tls',
  cert: wanted.cert && readFileSync(wanted.cert),
  key: wanted.key && readFileSync(wanted.key),
  hideSTARTTLS: wanted.security === 'none',
  hideSMTPUTF8: wanted.smtputf8 === false,
  allowInsecureAuth: wanted.security === 'none',
  disabledCommands: wanted.user ? [] : ['AUTH'],
  authMethods: wanted.methods,
  size: wanted.size,
  disableReverseLookup: true,
  onConnect(session, callback) {
    say({ connected: true })
    callback()
  },
  onAuth(auth, session, callback) {
    say({ signIn: { method: auth.method, secure: session.secure } })
    if (auth.username === wanted.user && auth.password === wanted.password) callback(null, { user: auth.username })
    else callback(new Error(`No such user or password: ${auth.username} ${auth.password}`))
  },
  onMailFrom(address, session, callback) {
    callback(address.address.startsWith('stranger@') ? refusal(550, 'Who are you?') : null)
  },
  onRcptTo(address, session, callback) {
    const who = address.address.split('@')[0]
    if (who === 'tempfail') callback(refusal(451, 'Try again later'))
    else if (who === 'nobody') callback(refusal(550, 'No such user here\u0007 ' + 'x'.repeat(300)))
    else if (who === 'drop') drop(session)
    else if (who !== 'slow') callback()
  },
  async onData(stream, session, callback) {
    const chunks = []
    try {
      for await (const chunk of stream) chunks.push(chunk)
    } catch {
      // Whoever was sending it is gone, in the middle of it; it must not take this server along
      return
    }
    const raw = Buffer.concat(chunks)
    const to = session.envelope.rcptTo.map((address) => address.address)
    if (to[0].startsWith('dropdata@')) return drop(session)
    if (to[0].startsWith('spam@')) return callback(refusal(554, 'Looks like spam'))
    const parsed = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true })
    say({
      mail: {
        from: session.envelope.mailFrom.address, to, secure: session.secure, user: session.user || null, raw: raw.toString('utf8'),
        headers: Object.fromEntries(parsed.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()])),
        subject: parsed.subject, fromParsed: parsed.from.value, toParsed: parsed.to.value, messageId: parsed.messageId, date: parsed.date,
        text: parsed.text, html: parsed.html || null,
        files: parsed.attachments.map((a) => ({ type: a.contentType, name: a.filename ?? null, disposition: a.contentDisposition, content: a.content.toString('utf8') })),
      },
    })
    callback()
  },
})
server.on('error', (error) => say({ error: error.message }))
server.listen(wanted.port ?? 0, '127.0.0.1', () => say({ port: server.server.address().port }))
// Its parent is gone: so is it
process.stdin.on('end', () => process.exit()).resume()
