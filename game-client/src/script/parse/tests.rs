//! Lines, right and wrong.

use super::*;

fn steps(text: &str) -> Vec<Step> {
    parse(text).expect("a right script").into_iter().map(|line| line.step).collect()
}

fn problem(text: &str) -> String {
    parse(text).expect_err("a wrong script").to_string()
}

#[test]
fn a_script_is_read_line_by_line_with_comments_and_bounds() {
    let text = "# a tour\nname Ada\nplay\n\nwait ready within 60s  # be patient\ncapture square\n";
    let lines = parse(text).expect("a right script");
    let numbers: Vec<_> = lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [2, 3, 5, 6]);
    assert_eq!(lines[2].step, Step::Wait(Condition::Ready));
    assert_eq!(lines[2].within, Duration::from_secs(60));
    assert_eq!(lines[3].within, USUAL);
}

#[test]
fn every_kind_of_step_is_known() {
    let text = "join localhost:4000\nwalk N E run 5s\ngo to giver\ngo to point 10 -20\nface person\n\
                face S W\ntalk\nuse\nchoose 2\nchoose accept\nsay good day\nopen inventory\nclose\n\
                time 0.5\ncamera 90 20 6\nstrike 3\nshoot\npause 1.5s\npress Lay on the table\n\
                fill price 12.5\nopen market\nwait sealed\ngo to player\nquit";
    let steps = steps(text);
    assert_eq!(steps[0], Step::Join("localhost:4000".into()));
    let Step::Walk(way, true, time) = steps[1] else { panic!("{:?}", steps[1]) };
    assert!((way - Vec2::new(1.0, -1.0).normalize()).length() < 0.001);
    assert_eq!(time, Duration::from_secs(5));
    assert_eq!(steps[3], Step::Go(Goal::Point(10, -20)));
    assert_eq!(steps[8], Step::Choose(Choice::Number(2)));
    assert_eq!(steps[9], Step::Choose(Choice::Topic("accept".into())));
    assert_eq!(steps[14], Step::Camera(90.0, 20.0, 6.0));
    assert_eq!(steps[16], Step::Shoot(1));
    assert_eq!(steps[18], Step::Press("Lay on the table".into()));
    assert_eq!(steps[19], Step::Fill("price".into(), "12.5".into()));
    assert_eq!(steps[20], Step::Open(Menu::Market));
    assert_eq!(steps[21], Step::Wait(Condition::Sealed));
    assert_eq!(steps[22], Step::Go(Goal::Player));
}

#[test]
fn the_key_of_an_invite_is_no_comment() {
    let join = Step::Join("seedbound://h:1#key".into());
    assert_eq!(steps("join seedbound://h:1#key # a friend's"), [join]);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    assert_eq!(
        problem("play\ndance"),
        "line 2: there is no step \"dance\"; docs/client-script.md lists them"
    );
    assert!(problem("walk 5s").starts_with("line 1: walk reads"));
    assert!(problem("walk N Q 5s").contains("\"Q\" is none of N, E, S, W"));
    assert!(problem("walk N five").contains("no time"));
    assert!(problem("time 2").contains("from 0 to 1"));
    assert!(problem("capture ../../etc/passwd").contains("no name for a picture"));
    assert!(problem("wait godot").contains("godot"));
    assert!(problem("open sesame").contains("sesame"));
    assert!(problem("fill").contains("fill price"));
    assert!(problem("press").contains("press what?"));
    assert!(problem("play now").contains("nothing follows play"));
    assert!(problem("go home").contains("go to"));
    assert!(problem("pause 99999s").contains("no time"));
}
