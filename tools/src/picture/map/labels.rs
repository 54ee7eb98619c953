//! Settlements and dungeons with their names. A name stands where it covers no other; names that
//! find no such place are left out, the dungeons' first.

use super::super::font::{self, CAPITAL, Style};
use super::super::{Canvas, icon};
use super::houses::TRUE_HOUSES;
use super::{EDGE, INK, LEFT, MapView, PAPER, TOP};
use seed::Mm;
use worldgen::{Site, SiteKind, World};

/// Left, top, right, bottom.
pub(super) type Area = [f32; 4];

/// Larger maps leave out dungeons and all but the highest landmarks, metres.
pub(super) const CROWDED: u32 = 9_000;

/// Where something stands already.
#[derive(Default)]
pub(super) struct Names(Vec<Area>);

impl Names {
    /// Keeps areas free.
    pub(super) fn keep(&mut self, areas: impl IntoIterator<Item = Area>) {
        self.0.extend(areas);
    }

    /// Writes a name in the first of some areas that is free.
    fn write(&mut self, canvas: &mut Canvas, around: &[Area], name: &str, style: Style) {
        let free = around
            .iter()
            .find(|&&area| within(area) && !self.0.iter().any(|other| overlap(*other, area)));
        if let Some(area) = free {
            self.0.push(*area);
            font::text(canvas, (area[0] + 3.0, area[3] - 4.0), name, style);
        }
    }

    /// Writes a name beside an icon, where there is room.
    pub(super) fn beside(
        &mut self,
        canvas: &mut Canvas,
        at: (f32, f32),
        name: &str,
        style: Style,
        size: f32,
    ) {
        let around = places(at, style.width(name), CAPITAL * style.scale, size);
        self.write(canvas, &around, name, style);
    }
}

/// Settlements and dungeons on the map, the most important first.
pub(super) fn on_map(world: &World, view: &MapView) -> Vec<Site> {
    // Half a diagonal, rounded up, and at most what the world shows at once.
    let reach = Mm::metres(view.metres as i32 * 3 / 4 + 1);
    let inside = |site: &Site| {
        let (x, y) = view.place(site.at);
        let edge = EDGE as f32;
        (x - LEFT as f32).clamp(14.0, edge - 14.0) == x - LEFT as f32
            && (y - TOP as f32).clamp(30.0, edge - 8.0) == y - TOP as f32
    };
    let mut sites: Vec<Site> = world.sites_near(view.centre, reach);
    sites.retain(inside);
    if view.metres > CROWDED {
        sites.retain(|site| site.kind == SiteKind::Settlement);
    }
    sites.sort_by_key(|site| (site.id != world.home(), site.kind, site.at.distance(view.centre)));
    sites
}

/// Where the icons of sites are.
pub(super) fn areas(view: &MapView, sites: &[Site]) -> Vec<Area> {
    sites.iter().map(|site| icon_area(view, site, view.icon_size())).collect()
}

/// Draws them around what stands there already.
pub(super) fn draw(
    canvas: &mut Canvas,
    world: &World,
    view: &MapView,
    sites: &[Site],
    taken: &mut Names,
) {
    let size = view.icon_size();
    // From the north, so that what is in front covers what is behind.
    let mut by_row: Vec<&Site> = sites.iter().collect();
    by_row.sort_by_key(|site| site.at.z);
    for site in by_row {
        let at = view.place(site.at);
        match site.kind {
            // Where the houses themselves are drawn, only the name stands beside them.
            SiteKind::Settlement if view.metres <= TRUE_HOUSES => {}
            SiteKind::Settlement => {
                icon::settlement(canvas, at, site.id == world.home(), size * weight(site.radius));
            }
            SiteKind::Dungeon => icon::dungeon(canvas, at, size),
        }
    }
    for site in sites {
        let style = style(site, world, size);
        let width = style.width(&site.name);
        let height = CAPITAL * style.scale;
        let at = view.place(site.at);
        let around = if site.kind == SiteKind::Settlement && view.metres <= TRUE_HOUSES {
            // Below the houses, or above them.
            let reach = site.radius.to_metres_f32() / view.scale();
            let area = |top: f32| {
                let left = at.0 - width / 2.0 - 3.0;
                [left, top, left + width + 6.0, top + height + 7.0]
            };
            vec![area(at.1 + reach), area(at.1 - reach - height - 7.0), area(at.1)]
        } else {
            places(at, width, height, size).to_vec()
        };
        taken.write(canvas, &around, &site.name, style);
    }
}

/// How large the icon of a settlement on so much ground is drawn: from a hamlet's to a town's.
pub(super) fn weight(radius: Mm) -> f32 {
    (0.55 + radius.to_metres_f32() / 90.0).clamp(0.8, 1.6)
}

fn style(site: &Site, world: &World, size: f32) -> Style {
    let scale = match site.kind {
        _ if site.id == world.home() => 2.5,
        SiteKind::Settlement => 2.1,
        SiteKind::Dungeon => 1.65,
    } * (0.4 + 0.6 * size);
    let plain = Style::plain(scale, INK).on(PAPER, 0.8);
    if site.kind == SiteKind::Settlement { plain.bold() } else { plain }
}

fn icon_area(view: &MapView, site: &Site, size: f32) -> Area {
    let (x, y) = view.place(site.at);
    match site.kind {
        SiteKind::Settlement => [x - 11.0 * size, y - 16.0 * size, x + 13.0 * size, y + 2.0],
        SiteKind::Dungeon => [x - 8.0 * size, y - 13.0 * size, x + 8.0 * size, y + 2.0],
    }
}

/// Where a name may stand, the best first: right, left, below, above. With three pixels of air.
fn places((x, y): (f32, f32), width: f32, height: f32, size: f32) -> [Area; 6] {
    let (w, h) = (width + 6.0, height + 7.0);
    let middle = y - 6.0 * size;
    let area = |left: f32, top: f32| [left, top, left + w, top + h];
    [
        area(x + 13.0 * size, middle - h / 2.0),
        area(x - 12.0 * size - w, middle - h / 2.0),
        area(x - w / 2.0, y + 4.0),
        area(x - w / 2.0, y - 26.0 * size - h),
        area(x + 9.0 * size, y + 2.0),
        area(x + 9.0 * size, y - 14.0 * size - h),
    ]
}

pub(super) fn overlap(a: Area, b: Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// On the relief as a whole.
pub(super) fn within(area: Area) -> bool {
    let (left, top) = (LEFT as f32, TOP as f32);
    let edge = EDGE as f32;
    area[0] > left + 4.0
        && area[1] > top + 4.0
        && area[2] < left + edge - 4.0
        && area[3] < top + edge - 4.0
}
