//! A bad node: it stands before a good one and spoils a share of the answers.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A node that spoils `percent` of its answers, in equal parts by each of:
/// silence after the request was taken, silence without taking it, "too many requests" by HTTP and by
/// JSON, being behind, an answer of before, and rubbish. "Without taking it" is worst for
/// `sendTransaction`: the signature is answered and the transaction dropped.
///
/// It listens until the process ends.
pub(crate) fn bad_node(good: SocketAddr, percent: u32) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("has one");
    let before: Arc<Mutex<HashMap<String, String>>> = Arc::default();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let before = Arc::clone(&before);
            std::thread::spawn(move || serve(stream, good, percent, &before));
        }
    });
    address
}

fn serve(
    stream: TcpStream,
    good: SocketAddr,
    percent: u32,
    before: &Mutex<HashMap<String, String>>,
) -> Option<()> {
    let body = read_body(&stream)?;
    let call: Value = serde_json::from_str(&body).ok()?;
    let method = call["method"].as_str().unwrap_or_default().to_owned();
    // The same question has the same key, whatever its id; for statuses any question will do.
    let key = format!("{method} {}", call["params"]);
    let id = call["id"].clone();
    let dice = getrandom::u32().expect("randomness");
    let kind = if dice % 100 < percent { dice / 100 % 7 } else { 7 };
    match kind {
        0 => {
            forward(good, &body);
            silence();
            None
        }
        1 if method == "sendTransaction" => {
            let bytes = bs58::decode(call["params"][0].as_str()?).into_vec().ok()?;
            let signature = bs58::encode(bytes.get(1..65)?).into_string();
            let answer = json!({ "jsonrpc": "2.0", "id": id, "result": signature });
            reply(stream, "200 OK", &answer.to_string())
        }
        1 => {
            silence();
            None
        }
        2 => reply(stream, "429 Too Many Requests", "slow down"),
        3 => reply(stream, "200 OK", &refusal(&id, 429, "too many requests")),
        4 => reply(stream, "200 OK", &refusal(&id, -32005, "Node is behind by 42 slots")),
        5 if method != "sendTransaction" => {
            let old = before.lock().expect("not poisoned").get(&key).cloned();
            let answer = old.or_else(|| forward(good, &body))?;
            reply(stream, "200 OK", &answer)
        }
        6 => reply(stream, "200 OK", "<html>please log in</html>"),
        _ => {
            let answer = forward(good, &body)?;
            before.lock().expect("not poisoned").entry(key).or_insert_with(|| answer.clone());
            reply(stream, "200 OK", &answer)
        }
    }
}

/// Longer than the tests' outboxes wait.
fn silence() {
    std::thread::sleep(Duration::from_millis(250));
}

fn refusal(id: &Value, code: i32, message: &str) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } }).to_string()
}

/// The body of the one request that comes on this connection.
fn read_body(stream: &TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    String::from_utf8(body).ok()
}

/// Asks the good node.
fn forward(good: SocketAddr, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(good).ok()?;
    let head = format!(
        "POST / HTTP/1.1\r\nhost: node\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    read_body(&stream)
}

fn reply(mut stream: TcpStream, status: &str, body: &str) -> Option<()> {
    let head = format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\nretry-after: 0\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()
}
