//! scratch
use seed::*;
use std::sync::Arc;
use worldgen::*;

fn map(w: &World, cx: i32, cz: i32, step: i32, n: i32, file: &str) {
    let rules = w.rules();
    let mut out = format!("P6\n{n} {n}\n255\n").into_bytes();
    for j in 0..n { for i in 0..n {
        let p = Point::metres(cx + (i - n / 2) * step, cz + (j - n / 2) * step);
        let h = w.height(p).0; 
        let hx = w.height(Point { x: p.x + Mm(step*1000), z: p.z }).0;
        let hz = w.height(Point { x: p.x, z: p.z + Mm(step*1000) }).0;
        let b = rules.biome(w.biome(p));
        let shade = 1.0 + ((h - hx) as f32 + (h - hz) as f32) / (step as f32 * 1000.0) * 1.2;
        let mut c = [b.ground.0 as f32, b.ground.1 as f32, b.ground.2 as f32];
        if h < 0 { let d = (-h as f32 / 12000.0).min(1.0); c = [60.0 - 40.0*d, 120.0 - 60.0*d, 150.0-40.0*d]; }
        for v in c { out.push((v * if h < 0 {1.0} else {shade.clamp(0.35, 1.6)}).clamp(0.0, 255.0) as u8); }
    } }
    let mut dot = |p: Point, r: i32, col: [u8;3]| {
        let x = (p.x.0 / 1000 - cx).div_euclid(step) + n / 2; let z = (p.z.0 / 1000 - cz).div_euclid(step) + n / 2;
        for dz in -r..=r { for dx in -r..=r {
            let (x, z) = (x + dx, z + dz);
            if x >= 0 && z >= 0 && x < n && z < n { let o = out.len() - (n*n*3) as usize + ((z * n + x) * 3) as usize; out[o..o+3].copy_from_slice(&col); }
        } }
    };
    for s in w.sites_near(Point::metres(cx, cz), Mm::metres(step * n)) {
        dot(s.at, 2, if s.id.number == 0 { [255, 0, 0] } else { [255, 0, 255] });
        if step <= 2 { if let Some(t) = w.settlement(s.id) {
            for h in &t.houses { for wl in &h.walls { let mut x = wl.min.x; while x <= wl.max.x { let mut z = wl.min.z; while z <= wl.max.z { dot(Point{x,z}, 0, [90,50,30]); z += Mm(500);} x += Mm(500); } } }
            for p in &t.people { dot(p.post, 0, [255,255,0]); }
        } }
    }
    if step <= 2 {
        let c0 = ChunkCoord::of(Point::metres(cx - n*step/2, cz - n*step/2)); let k = n*step/32;
        for z in 0..k { for x in 0..k { let c = w.chunk(ChunkCoord{x: c0.x+x, z: c0.z+z});
            for p in c.plants { let f = rules.plant(p.flora); if f.trunk.0 > 0 { dot(p.at, 0, [f.leaf.0/2, f.leaf.1/2, f.leaf.2/2]); } }
            for d in c.dens { dot(d.at, 1, [0,0,0]); }
        } }
    }
    std::fs::write(file, out).unwrap();
}

#[test]
fn look() {
    let rules = Arc::new(ruleset::find("core").and_then(|d| ruleset::load(&d)).unwrap_or_else(|e| panic!("{e}")));
    for name in ["a", "hollow"] {
        let w = World::new(WorldSeed::from_text(name), rules.clone());
        let at = w.site(w.home()).unwrap().at.cell();
        map(&w, 0, 0, 12, 700, &format!("/tmp/map_{name}.ppm"));
        map(&w, at.0, at.1, 1, 640, &format!("/tmp/near_{name}.ppm"));
    }
}
