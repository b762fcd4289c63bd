//! Files: photos and papers of at most 2 MB, kept in the database by their content, so that every node and every backup has them.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use rules::{Instant, Reason, Refusal};
use sea_orm::sea_query::{OnConflict, SelectStatement};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use sha2::{Digest, Sha256};
use std::io::Cursor;

/// The most bytes of an uploaded picture.
pub const MOST_BYTES: usize = 5 << 20;
/// Neither side of an uploaded picture may have more pixels.
const MOST_SIDE: u32 = 6_500;
/// The longer side of a kept picture, in pixels.
const KEPT_SIDE: u32 = 1_280;
/// Pixels of an uploaded picture, whatever its colours: reading and shrinking them takes time.
const MOST_PIXELS: u64 = 22_000_000;
/// Memory that one picture may take while it is read, in bytes: so many pixels in three colours.
const MOST_MEMORY: u64 = 64 << 20;
/// Quality of kept pictures, of 100.
const QUALITY: u8 = 80;

/// Files by content hash.
pub mod file {
    use sea_orm::entity::prelude::*;

    /// One file.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "file")]
    pub struct Model {
        /// SHA-256 of the bytes, in hexadecimal.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        /// Told by the content: `image/jpeg`.
        pub media_type: String,
        /// What it is.
        pub bytes: Vec<u8>,
        /// Pixels across.
        pub width: i32,
        /// Pixels down.
        pub height: i32,
        /// When it was last kept, in milliseconds UTC.
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Why an uploaded picture was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureRefusal {
    /// No file was chosen.
    Missing,
    /// More bytes than a picture may have.
    TooLarge,
    /// Neither JPEG, PNG nor WebP by its content, or it cannot be read.
    Unreadable,
    /// More pixels than a picture may have.
    TooManyPixels,
}

impl Refusal for PictureRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::Missing => Reason::new("picture_missing"),
            Self::TooLarge => Reason::new("picture_too_large").with("megabytes", (MOST_BYTES >> 20) as i64),
            Self::Unreadable => Reason::new("picture_unreadable"),
            Self::TooManyPixels => {
                Reason::new("picture_too_many_pixels").with("side", i64::from(MOST_SIDE)).with("millions", (MOST_PIXELS / 1_000_000) as i64)
            }
        }
    }
}

/// A picture made anew from an upload: upright, bounded, without the camera's notes (place, device).
#[derive(Debug)]
pub struct Picture {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

impl Picture {
    /// Reads an upload by its content and encodes it anew. This takes time: call it where blocking is allowed.
    ///
    /// # Errors
    /// When it is missing, too large, unreadable, or has too many pixels.
    pub fn read(upload: &[u8]) -> Result<Self, PictureRefusal> {
        match upload.len() {
            0 => return Err(PictureRefusal::Missing),
            length if length > MOST_BYTES => return Err(PictureRefusal::TooLarge),
            _ => {}
        }
        let mut reader = ImageReader::new(Cursor::new(upload)).with_guessed_format().map_err(|_| PictureRefusal::Unreadable)?;
        if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
            return Err(PictureRefusal::Unreadable);
        }
        let mut limits = Limits::default();
        limits.max_image_width = Some(MOST_SIDE);
        limits.max_image_height = Some(MOST_SIDE);
        limits.max_alloc = Some(MOST_MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(refused)?;
        let (width, height) = image::ImageDecoder::dimensions(&decoder);
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(PictureRefusal::TooManyPixels);
        }
        let upright = image::ImageDecoder::orientation(&mut decoder).unwrap_or(image::metadata::Orientation::NoTransforms);
        let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
        picture.apply_orientation(upright);
        if picture.width().max(picture.height()) > KEPT_SIDE {
            picture = picture.thumbnail(KEPT_SIDE, KEPT_SIDE);
        }
        let mut bytes = Vec::new();
        let opaque = on_white(&picture);
        JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&opaque).map_err(|_| PictureRefusal::Unreadable)?;
        Ok(Self { bytes, width: opaque.width(), height: opaque.height() })
    }
}

fn refused(error: image::ImageError) -> PictureRefusal {
    if matches!(error, image::ImageError::Limits(_)) { PictureRefusal::TooManyPixels } else { PictureRefusal::Unreadable }
}

/// Transparent parts become white: a JPEG has none.
fn on_white(picture: &DynamicImage) -> image::RgbImage {
    let mut white = image::RgbaImage::from_pixel(picture.width(), picture.height(), image::Rgba([255; 4]));
    image::imageops::overlay(&mut white, &picture.to_rgba8(), 0, 0);
    DynamicImage::ImageRgba8(white).to_rgb8()
}

impl Picture {
    /// Its size as it is kept, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }
}

/// Keeps a picture and gives its hash; the same content is kept once.
///
/// # Errors
/// The database is away.
pub async fn keep_picture(tx: &impl ConnectionTrait, picture: &Picture, now: Instant) -> Result<String, DbErr> {
    keep(tx, &picture.bytes, "image/jpeg", (picture.width, picture.height), now).await
}

/// Keeps a file that is no picture, whose kind the room has looked at, and gives its hash.
///
/// # Errors
/// The database is away.
pub async fn keep_file(tx: &impl ConnectionTrait, bytes: &[u8], media_type: &str, now: Instant) -> Result<String, DbErr> {
    keep(tx, bytes, media_type, (0, 0), now).await
}

async fn keep(tx: &impl ConnectionTrait, bytes: &[u8], media_type: &str, (width, height): (u32, u32), now: Instant) -> Result<String, DbErr> {
    use std::fmt::Write;
    let hash = Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let row = file::ActiveModel {
        hash: Set(hash.clone()),
        media_type: Set(media_type.to_owned()),
        bytes: Set(bytes.to_vec()),
        width: Set(i32::try_from(width).unwrap_or_default()),
        height: Set(i32::try_from(height).unwrap_or_default()),
        at: Set(now.millis()),
    };
    // The same content counts as kept now: whoever forgets old files in this moment leaves it.
    let once = OnConflict::column(file::Column::Hash).update_column(file::Column::At).to_owned();
    file::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    Ok(hash)
}

/// Forgets the files that none of these queries for hashes finds any more, except those kept after that moment.
///
/// # Errors
/// The database is away.
pub async fn forget_files(tx: &impl ConnectionTrait, named: impl IntoIterator<Item = SelectStatement>, before: Instant) -> Result<(), DbErr> {
    let mut forgetting = file::Entity::delete_many().filter(file::Column::At.lt(before.millis()));
    for hashes in named {
        forgetting = forgetting.filter(file::Column::Hash.not_in_subquery(hashes));
    }
    forgetting.exec(tx).await.map(drop)
}

/// A kept file.
///
/// # Errors
/// The database is away.
pub async fn kept_file(db: &impl ConnectionTrait, hash: &str) -> Result<Option<file::Model>, DbErr> {
    file::Entity::find_by_id(hash).one(db).await
}
