//! A till with one live token, requests as bytes, replies as text.

use return_receiver::{Answer, Arrival, Options, Receiver, response};
use sale::{ReturnToken, TokenDigest};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};

pub(crate) const STORE: &str = "https://mystore.29next.store";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// The till's side: a receiver that expects one token and takes returns from [`STORE`].
pub(crate) struct Till {
    pub(crate) receiver: Receiver,
    pub(crate) arrivals: mpsc::Receiver<Arrival>,
    pub(crate) token: ReturnToken,
}

/// A post as the till gets it.
pub(crate) struct Return {
    pub(crate) token: TokenDigest,
    pub(crate) response: Option<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) answer: oneshot::Sender<Answer>,
}

/// A request, well-formed until it is told otherwise.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// An answer, read until the connection was closed.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

pub(crate) fn paid() -> Answer {
    Answer::Paid { store: "Lisbon Ceramics".to_owned(), order_number: Some("209484".to_owned()) }
}

pub(crate) fn checking() -> Answer {
    Answer::Checking { store: "Lisbon Ceramics".to_owned() }
}

impl Till {
    pub(crate) async fn open() -> Self {
        Self::open_with(Options::default()).await
    }

    pub(crate) async fn open_with(options: Options) -> Self {
        let (receiver, arrivals) = Receiver::start(options).await.unwrap();
        let token = ReturnToken::new([0x5e; 32]);
        receiver.expect(token.digest());
        receiver.accept_from([STORE]);
        Self { receiver, arrivals, token }
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.receiver.port())
    }

    pub(crate) fn path(&self) -> String {
        format!("/return/{}", self.token.to_path())
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> Request {
        let headers = vec![("Host".to_owned(), self.host())];
        Request { line: format!("{method} {path} HTTP/1.1"), headers, body: Vec::new() }
    }

    /// The store's post with this body.
    pub(crate) fn post(&self, body: impl AsRef<[u8]>) -> Request {
        let mut request = self.request("POST", &self.path()).with("Content-Type", FORM);
        request.body = body.as_ref().to_vec();
        request.with("Content-Length", &body.as_ref().len().to_string())
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.host()).await.unwrap()
    }

    /// Sends a request and does not wait for its answer.
    pub(crate) async fn begin(&self, request: &Request) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(&request.bytes()).await.unwrap();
        stream
    }

    pub(crate) async fn send(&self, request: &Request) -> Reply {
        Reply::read(&mut self.begin(request).await).await
    }

    /// Sends a return, answers it as the till would, and gives both sides.
    pub(crate) async fn exchange(&mut self, request: &Request, answer: Answer) -> (Reply, Return) {
        let mut stream = self.begin(request).await;
        let mut returned = self.returned().await;
        let unused = oneshot::channel().0;
        std::mem::replace(&mut returned.answer, unused).send(answer).unwrap();
        (Reply::read(&mut stream).await, returned)
    }

    /// The next arrival, which must be a return.
    pub(crate) async fn returned(&mut self) -> Return {
        match self.arrivals.recv().await {
            Some(Arrival::Returned { token, body, answer }) => {
                Return { token, response: response(&body), body: body.to_vec(), answer }
            }
            other => panic!("not a return: {other:?}"),
        }
    }

    /// The arrival that is already there, which must be a visit with the live token.
    pub(crate) fn visited(&mut self) {
        match self.arrivals.try_recv() {
            Ok(Arrival::Visited { token }) => assert_eq!(token, self.token.digest()),
            other => panic!("not a visit: {other:?}"),
        }
    }

    pub(crate) fn nothing_arrived(&mut self) {
        let arrival = self.arrivals.try_recv();
        assert!(matches!(arrival, Err(mpsc::error::TryRecvError::Empty)), "{arrival:?}");
    }
}

impl Request {
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(own, _)| own != name);
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{}\r\n", self.line);
        for (name, value) in &self.headers {
            bytes += &format!("{name}: {value}\r\n");
        }
        [(bytes + "\r\n").as_bytes(), &self.body].concat()
    }
}

impl Reply {
    pub(crate) async fn read(stream: &mut TcpStream) -> Self {
        let reply = Self::read_bare(stream).await;
        reply.check_headers();
        reply
    }

    /// As [`Reply::read`], for what the HTTP parser refuses before any of our code.
    pub(crate) async fn read_bare(stream: &mut TcpStream) -> Self {
        let mut raw = String::new();
        stream.read_to_string(&mut raw).await.unwrap();
        let (head, body) = raw.split_once("\r\n\r\n").expect("an answer with a complete head");
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Self { status, headers: headers.collect(), body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(own, _)| own == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} is repeated");
        value
    }

    fn check_headers(&self) {
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("connection", "close"),
        ] {
            assert_eq!(self.header(name), Some(value), "{name} of {self:?}");
        }
        let policy = self.header("content-security-policy").unwrap();
        for part in ["default-src 'none'; ", "base-uri 'none'; ", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(self.headers.iter().all(|(name, _)| !name.starts_with("access-control-")));
    }
}
