// The same job as our hub: whoever shows a ticket is one participant of one room, and a signal goes to one peer of
// that room and nobody else; the sender is told whether it was handed over.
const { createHmac, timingSafeEqual } = require('node:crypto');
const { Server } = require('socket.io');

const secret = 'bench';
const io = new Server(0, { transports: ['websocket'], serveClient: false, maxHttpBufferSize: 96 * 1024 });
const rooms = new Map();
const kinds = new Set(['offer', 'answer', 'candidate', 'restart']);

const sign = text => createHmac('sha256', secret).update(text).digest();

io.use((socket, next) => {
  const { room, participant, signature } = socket.handshake.auth;
  const given = Buffer.from(String(signature), 'hex');
  const right = sign(`${room}/${participant}`);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return next(new Error('ticket refused'));
  socket.data = { room, participant };
  next();
});

io.on('connection', socket => {
  const { room, participant } = socket.data;
  if (!rooms.has(room)) rooms.set(room, new Map());
  const peers = rooms.get(room);
  peers.set(participant, socket);
  socket.on('signal', (to, kind, payload, answer) => {
    if (!kinds.has(kind) || typeof payload !== 'string' || payload.length > 64 * 1024) return answer(false);
    const peer = peers.get(to);
    if (!peer) return answer(false);
    peer.emit('signal', { from: participant, kind, payload });
    answer(true);
  });
  socket.on('disconnect', () => {
    if (peers.get(participant) === socket) peers.delete(participant);
  });
});

io.httpServer.once('listening', () => console.log(`ready at http://127.0.0.1:${io.httpServer.address().port}`));
