// A push service and the browser behind it, for the tests: checks and opens what comes, a JSON object a line.
// The path says what to answer: /push/201, /push/429?retry=120 ...; /push/slow never answers.
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { createServer } from 'node:http'
import ece from 'http_ece'

const say = (what) => process.stdout.write(JSON.stringify(what) + '\n')
const browser = createECDH('prime256v1')
browser.generateKeys()
const secret = randomBytes(16)

const readVapid = (header) => {
  const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header)
  const [head, claims, signature] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
  const signed = verify('sha256', Buffer.from(`${head}.${claims}`), { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  const parse = (part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  return { token, key, signed, algorithm: parse(head).alg, ...parse(claims) }
}

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const url = new URL(request.url, 'http://localhost')
  const { ttl, urgency, topic, authorization, 'content-encoding': coding } = request.headers
  try {
    const text = ece.decrypt(body, { version: 'aes128gcm', privateKey: browser, authSecret: secret }).toString('utf8')
    say({ push: { path: url.pathname, size: body.length, ttl, urgency, topic: topic ?? null, coding, text, vapid: readVapid(authorization) } })
  } catch (error) {
    say({ push: { path: url.pathname, error: error.message } })
  }
  const answer = url.pathname.split('/').pop()
  if (answer === 'slow') return
  if (url.searchParams.has('retry')) response.setHeader('Retry-After', url.searchParams.get('retry'))
  if (answer.startsWith('3')) response.setHeader('Location', '/push/201')
  response.writeHead(Number(answer)).end()
})
server.listen(0, '127.0.0.1', () => {
  say({ port: server.address().port })
  say({ keys: { p256dh: browser.getPublicKey().toString('base64url'), auth: secret.toString('base64url') } })
})
process.stdin.on('end', () => process.exit()).resume()
