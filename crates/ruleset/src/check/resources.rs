//! What the land gives: goods, each once a biome, and at the shore where the biome is under water.

use super::report::Report;
use crate::raw::Resource;
use crate::types::{ItemBase, ItemId, ItemUse, ResourceChance};

pub(super) fn resources(
    report: &mut Report<'_>,
    raw: &[Resource],
    water: bool,
    items: &[ItemBase],
) -> Vec<ResourceChance> {
    let mut found: Vec<ResourceChance> = Vec::new();
    for row in raw {
        let name = row.goods.get_ref();
        let known = items.iter().map(|item| item.name.as_str());
        let item = ItemId(report.reference("item", &row.goods, known));
        let named = items.get(usize::from(item.0)).filter(|item| item.name == *name);
        if named.is_some_and(|item| item.kind != ItemUse::Goods) {
            let what = format!("{name:?} has another use than goods");
            report.tell(&row.goods.span(), what, "name an item with `use = \"goods\"`");
        }
        if named.is_some() && found.iter().any(|other| other.item == item) {
            let what = format!("the biome gives {name:?} twice");
            report.tell(&row.goods.span(), what, "put both into one row");
        }
        let shore = row.shore.as_ref().map_or(water, |shore| *shore.get_ref());
        if let Some(told) = row.shore.as_ref().filter(|_| water && !shore) {
            let what = format!("{name:?} of a biome under water is not at the shore");
            report.tell(&told.span(), what, "drop the key: nobody walks on the bottom");
        }
        found.push(ResourceChance {
            item,
            per_mille_chunks: report.whole("per_mille_chunks", &row.per_mille_chunks, (1, 1000)),
            amount: report.wholes("amount", &row.amount, (1, 100)),
            shore,
        });
    }
    found
}
